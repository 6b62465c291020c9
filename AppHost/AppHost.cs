// The whole system on one screen. With Aspire's packages (property Aspire=true) this is a normal Aspire AppHost;
// without them Local/ supplies the same calls and starts native processes.
#pragma warning disable ASPIREAZURE002 // Container Apps jobs are for evaluation; as an app, migrations would be restarted for ever.
var builder = DistributedApplication.CreateBuilder(args);
builder.AddAzureContainerAppEnvironment("aca");

var database = builder.AddAzurePostgresFlexibleServer("postgres")
    .WithPasswordAuthentication()
    .RunAsContainer(postgres => postgres.WithDataVolume())
    .AddDatabase("commerceos");
var cache = builder.AddAzureManagedRedis("cache").WithAccessKeyAuthentication().RunAsContainer();
var media = builder.AddAzureStorage("storage").RunAsEmulator(storage => storage.WithDataVolume()).AddBlobContainer("media");
// 32 random bytes in base64; wraps the keys of all workspaces. Made once and kept with the data when run locally.
var masterKey = builder.AddParameter("master-key", secret: true);

var migrations = builder.AddProject("migrations", "../Workers/Workers.csproj")
    .WithArgs("migrate")
    .WithReference(database).WaitFor(database)
    .WithEnvironment("Encryption__MasterKey", masterKey)
    .PublishAsAzureContainerAppJob();

var apiService = builder.AddProject("apiservice", "../ApiService/ApiService.csproj")
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(database).WithReference(cache).WithReference(media)
    .WithEnvironment("Encryption__MasterKey", masterKey)
    .WaitFor(cache).WaitFor(media).WaitForCompletion(migrations);

var workers = builder.AddProject("workers", "../Workers/Workers.csproj")
    .WithReplicas(2)
    .WithHttpEndpoint()
    .WithHttpHealthCheck("/health")
    .WithReference(database).WithReference(cache).WithReference(media)
    .WithEnvironment("Encryption__MasterKey", masterKey)
    .WaitFor(cache).WaitFor(media).WaitForCompletion(migrations);

var web = builder.AddProject("web", "../Web/Web.csproj")
    .WithHttpEndpoint(port: 5080)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithReference(apiService).WaitFor(apiService);

// Links in mails and return addresses of sign-in and payment pages lead here.
apiService.WithEnvironment("Web__PublicUrl", web.GetEndpoint("http"));
workers.WithEnvironment("Web__PublicUrl", web.GetEndpoint("http"));
web.WithEnvironment("Web__PublicUrl", web.GetEndpoint("http"));

if (builder.ExecutionContext.IsRunMode)
{
    var mail = builder.AddExecutable(
            "mail", "node", "../tools/maildev", "node_modules/maildev/dist/bin/maildev.js", "--ip", "127.0.0.1", "--web-ip", "127.0.0.1", "--silent")
        .WithEndpoint(scheme: "smtp", name: "smtp", env: "MAILDEV_SMTP_PORT")
        .WithHttpEndpoint(env: "MAILDEV_WEB_PORT")
        .WithHttpHealthCheck("/api/healthz");
    foreach (var service in new[] { migrations, apiService, workers, web })
    {
        service.WithEnvironment("ASPNETCORE_ENVIRONMENT", "Development")
            .WithEnvironment("ConnectionStrings__mail", mail.GetEndpoint("smtp"))
            .WithEnvironment("Mail__InboxUrl", mail.GetEndpoint("http"));
    }
}
else
{
    var mail = builder.AddConnectionString("mail");
    foreach (var service in new[] { apiService, workers, web })
        service.WithReference(mail);
}

builder.Build().Run();
