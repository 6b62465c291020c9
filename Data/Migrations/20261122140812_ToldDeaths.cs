using CommerceOS.Jobs.Schema;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CommerceOS.Data.Migrations
{
    /// <summary>The death of a job is told to the feature it worked for, also of jobs that were enqueued before.</summary>
    public partial class ToldDeaths : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(JobSchema.UpgradeToVersion2Sql);
            migrationBuilder.Sql("update jobs.job set on_dead = kind || '.dead' where kind in ('generation.run', 'publishing.publish', 'catalog.prepare-photo');");
        }

        protected override void Down(MigrationBuilder migrationBuilder) => throw new System.NotSupportedException("Restore a backup instead: jobs would die untold.");
    }
}
