using CommerceOS.Contracts;
using CommerceOS.Contracts.Branding;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CommerceOS.Tests.Web;

/// <summary>The brand of the fake API. It takes any bytes for a logo and has it ready at once; the decoding is proved in Tests/ApiService.</summary>
internal sealed class FakeBrand
{
    private static readonly byte[] Pixel = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public BrandDto Brand { get; set; } = new(false, "#1f4d8c", "#d98a2b", "#171b21", "#f6f5f2", 15.9, null, null, BrandTone.Plain, null, ["Inter", "Noto Serif", "Noto Sans CJK SC"]);

    public int Version { get; set; } = 1;

    public byte[]? Logo { get; private set; }

    public void Map(RouteGroupBuilder group)
    {
        group.MapGet("/brand", (HttpContext http) => Answer(http));
        group.MapPut("/brand", (BrandInput input, HttpContext http) =>
        {
            if (input.Ink is not ['#', _, _, _, _, _, _]) return Problem(422, "invalid_input", new() { ["ink"] = [new("not_a_colour", "ink: not a colour")] });
            if (http.Request.Headers.IfMatch != $"\"{Version}\"") return Problem(412, "changed_meanwhile");
            Brand = Brand with
            {
                Exists = true, Primary = input.Primary!, Accent = input.Accent!, Ink = input.Ink, Ground = input.Ground!, HeadlineFont = input.HeadlineFont, TextFont = input.TextFont,
                Tone = input.Tone ?? BrandTone.Plain,
            };
            Version++;
            return Answer(http);
        });
        group.MapPut("/brand/logo", async (HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            if (body.Length == 0) return Problem(422, "photo_empty");
            if (body.Length > 2 * 1024 * 1024) return Problem(413, "logo_too_large");
            (Logo, Brand) = (body.ToArray(), Brand with { Exists = true, Logo = new(LogoState.Ready, 300, 80, null, null) });
            return Answer(http);
        });
        group.MapGet("/brand/logo", () => Logo is null ? Problem(404, "not_found") : Results.File(Pixel, "image/png"));
        group.MapPut("/brand/music", async (string fileName, HttpContext http) =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            if (body.Length == 0) return Problem(422, "music_empty");
            Brand = Brand with { Music = new(MusicState.Ready, fileName, 42.4, "ab12", null, null) };
            return Answer(http);
        });
        group.MapGet("/brand/music", () => Brand.Music is null ? Problem(404, "not_found") : Results.File(Pixel, "audio/mp4"));
        group.MapDelete("/brand/music", () =>
        {
            Brand = Brand with { Music = null };
            return Results.NoContent();
        });
        group.MapDelete("/brand/logo", () =>
        {
            (Logo, Brand) = (null, Brand with { Logo = null });
            return Results.NoContent();
        });
    }

    private static IResult Problem(int status, string code, Dictionary<string, FieldProblem[]>? errors = null) =>
        Results.Json(new ApiProblem(status, code, code, code, errors), CommerceClient.Json, "application/problem+json", status);

    private IResult Answer(HttpContext http)
    {
        http.Response.Headers.ETag = $"\"{Version}\"";
        return Results.Json(Brand, CommerceClient.Json);
    }
}
