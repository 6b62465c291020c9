using CommerceOS.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace CommerceOS.Migrations;

internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<CommerceDbContext>
{
    // Writing a migration compares models; it opens no connection.
    public CommerceDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<CommerceDbContext>().UseNpgsql("Host=localhost", CommerceData.Configure).Options, new WorkspaceScope());
}
