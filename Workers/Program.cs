using CommerceOS.Connectors.Mail;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Data.Progress;
using CommerceOS.Data.Schema;
using CommerceOS.Jobs;
using CommerceOS.ServiceDefaults;
using CommerceOS.Studio;
using CommerceOS.Studio.Isolation;
using CommerceOS.Studio.Templates.Browser;
using CommerceOS.Workers;
using CommerceOS.Workers.Accounts;
using CommerceOS.Workers.Branding;
using CommerceOS.Workers.Catalog;
using CommerceOS.Workers.Generation;
using CommerceOS.Workers.Privacy;

if (DecoderChild.RunIfAsked(args)) return 0;
var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.Services.AddCommerceData(builder.Configuration);
if (args.Contains("migrate")) return await Migrator.RunAsync(builder.Build().Services);

builder.Services.AddWorkspaceObjects(builder.Configuration).AddProgressSignals().AddMail();
builder.Services.AddSingleton<PublicLinks>().AddSingleton(_ => new StudioEngine(new() { Browser = builder.Configuration.GetSection("Studio:Browser").Get<BrowserOptions>() ?? new() })).AddSingleton(_ => new UploadDecoder(DecoderCommand.Options)).AddSingleton<MattingSessions>().AddScoped<Outlines>().AddScoped<SourcePhotos>().AddScoped<PhotoMaterials>().AddScoped<PieceMaker>().AddScoped<FinishedPieces>().AddScoped<Brands>().AddHostedService<AbilitiesAtStart>().AddUpkeep();
builder.Services.AddJobs(JobKinds.Add, options => builder.Configuration.GetSection("Jobs").Bind(options));
builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");

var app = builder.Build();
app.MapServiceDefaults();
await app.RunAsync();
return 0;
