using CommerceOS.ApiService;
using CommerceOS.Data;
using CommerceOS.Data.Objects;
using CommerceOS.Data.Progress;
using CommerceOS.Data.Schema;
using CommerceOS.Jobs;
using CommerceOS.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddProblemResponses();
builder.Services.AddCommerceData(builder.Configuration).AddWorkspaceObjects(builder.Configuration).AddProgressSignals().AddJobQueue();
builder.AddApi();
builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");

var app = builder.Build();
app.UseProblemResponses();
app.UseApi();
app.MapServiceDefaults();
app.MapApi();
app.Run();
