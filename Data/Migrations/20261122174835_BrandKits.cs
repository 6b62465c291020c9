using System;
using System.Collections.Generic;
using CommerceOS.Data.Schema;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CommerceOS.Data.Migrations
{
    /// <summary>A workspace's colours, fonts, tone and logo, and what the workers' machines can draw with.</summary>
    public partial class BrandKits : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "studio");

            migrationBuilder.CreateTable(
                name: "abilities",
                schema: "studio",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    fonts = table.Column<List<string>>(type: "text[]", nullable: false),
                    chromium = table.Column<int>(type: "integer", nullable: true),
                    announced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_abilities", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "brand_kits",
                schema: "commerce",
                columns: table => new
                {
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    colours = table.Column<string>(type: "jsonb", nullable: false),
                    headline_font = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    text_font = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    tone = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    logo_id = table.Column<Guid>(type: "uuid", nullable: true),
                    logo_state = table.Column<string>(type: "character varying(12)", maxLength: 12, nullable: false),
                    logo_sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    logo_width = table.Column<int>(type: "integer", nullable: false),
                    logo_height = table.Column<int>(type: "integer", nullable: false),
                    logo_refused_code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    logo_refused_detail = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_brand_kits", x => x.workspace_id);
                });
            migrationBuilder.Sql(RowLevelSecurity.Sql("brand_kits"));
            migrationBuilder.Sql("grant usage on schema studio to commerceos_app; grant select, insert, update, delete on studio.abilities to commerceos_app;");
        }

        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "abilities",
                schema: "studio");

            migrationBuilder.DropTable(
                name: "brand_kits",
                schema: "commerce");
        }
    }
}
