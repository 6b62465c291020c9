using System.Text.Unicode;
using CommerceOS.ServiceDefaults;
using CommerceOS.Web.Components;
using CommerceOS.Web.Localization;
using CommerceOS.Web.Sessions;
using Microsoft.Extensions.WebEncoders;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddSessions();
builder.Services.AddPages();
builder.Services.AddRequestLocalization(Languages.Configure);
// Otherwise Chinese goes out as character references, four times as long.
builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new(UnicodeRanges.All));

var app = builder.Build();
app.UseSecurityHeaders();
app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", CreateScopeForErrors = true, StatusCodeSelector = PageServices.StatusOf });
app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
app.UseMiddleware<ApiProblems>();
app.UseAuthentication();
app.UseRequestLocalization();
app.UseAuthorization();
app.UseAntiforgery();
app.MapServiceDefaults();
app.MapStaticAssets();
app.MapPages();
app.Run();
