using System;
using CommerceOS.Data.Schema;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CommerceOS.Data.Migrations
{
    /// <summary>Music under a workspace's videos.</summary>
    public partial class BrandMusic : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "brand_music",
                schema: "commerce",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    music_id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    state = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    seconds = table.Column<double>(type: "double precision", nullable: false),
                    refused_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    refused_detail = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_brand_music", x => x.workspace_id);
                });
            migrationBuilder.Sql(RowLevelSecurity.Sql("brand_music"));
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "brand_music",
                schema: "commerce");
        }
    }
}
