using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CommerceOS.Data.Migrations
{
    /// <inheritdoc />
    public partial class VideosAndSets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "set_id",
                schema: "commerce",
                table: "generations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "input_hash",
                schema: "commerce",
                table: "assets",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);

            migrationBuilder.AddColumn<double>(
                name: "play_seconds",
                schema: "commerce",
                table: "assets",
                type: "double precision",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_generations_workspace_id_set_id",
                schema: "commerce",
                table: "generations",
                columns: new[] { "workspace_id", "set_id" });

            migrationBuilder.CreateIndex(
                name: "IX_assets_workspace_id_input_hash",
                schema: "commerce",
                table: "assets",
                columns: new[] { "workspace_id", "input_hash" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_generations_workspace_id_set_id",
                schema: "commerce",
                table: "generations");

            migrationBuilder.DropIndex(
                name: "IX_assets_workspace_id_input_hash",
                schema: "commerce",
                table: "assets");

            migrationBuilder.DropColumn(
                name: "set_id",
                schema: "commerce",
                table: "generations");

            migrationBuilder.DropColumn(
                name: "input_hash",
                schema: "commerce",
                table: "assets");

            migrationBuilder.DropColumn(
                name: "play_seconds",
                schema: "commerce",
                table: "assets");
        }
    }
}
