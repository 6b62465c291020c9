using System;
using CommerceOS.Data.Schema;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CommerceOS.Data.Migrations
{
    /// <inheritdoc />
    public partial class Outlines : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "strokes",
                schema: "commerce",
                table: "assets",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.CreateTable(
                name: "outline_previews",
                schema: "commerce",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    workspace_id = table.Column<Guid>(type: "uuid", nullable: false),
                    photo_id = table.Column<Guid>(type: "uuid", nullable: false),
                    strokes = table.Column<string>(type: "jsonb", nullable: false),
                    strokes_hash = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    job_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    state = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    region = table.Column<string>(type: "jsonb", nullable: true),
                    concerns = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_outline_previews", x => x.id);
                    table.ForeignKey(
                        name: "FK_outline_previews_assets_photo_id",
                        column: x => x.photo_id,
                        principalSchema: "commerce",
                        principalTable: "assets",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_outline_previews_workspace_id_created_at",
                schema: "commerce",
                table: "outline_previews",
                columns: new[] { "workspace_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ux_outline_previews_strokes",
                schema: "commerce",
                table: "outline_previews",
                columns: new[] { "photo_id", "strokes_hash" },
                unique: true);
            migrationBuilder.Sql(RowLevelSecurity.Sql("outline_previews"));
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "outline_previews",
                schema: "commerce");

            migrationBuilder.DropColumn(
                name: "strokes",
                schema: "commerce",
                table: "assets");
        }
    }
}
