using CommerceOS.Data.Schema;
using CommerceOS.Jobs.Schema;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CommerceOS.Data.Migrations
{
    /// <summary>What EF does not model: the role that services work as, row-level security, the sequence of progress, the job queue.</summary>
    public partial class Walls : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(JobSchema.CreateSql);
            migrationBuilder.Sql(ServiceRole.Sql);
            migrationBuilder.Sql(RowLevelSecurity.Sql("products", "assets", "generations", "copies", "publications", "idempotent_answers", "workspace_keys"));
            migrationBuilder.Sql(GenerationSequence.Sql);
        }

        protected override void Down(MigrationBuilder migrationBuilder) => throw new System.NotSupportedException("Restore a backup instead: data would be left without its walls.");
    }
}
