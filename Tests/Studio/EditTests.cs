using System.Text.Json;
using CommerceOS.Studio;
using CommerceOS.Studio.Editing;
using CommerceOS.Studio.Matting;
using CommerceOS.Studio.Scenes;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.Studio;

/// <summary>Every step measured on pixels whose truth is known.</summary>
[Collection(nameof(StudioCollection))]
public sealed class EditTests(StudioFixture studio)
{
    private static readonly OutputStep Lossless = new() { Format = EditFormat.Png };

    [Fact]
    public void A_crop_keeps_exactly_the_part_that_was_asked_for_and_its_aspect()
    {
        var photo = Chart(640, 480);
        var cropped = Edit(photo, new CropStep { Left = .25, Top = .5, Width = .5, Height = .25 });

        (cropped.Width, cropped.Height).ShouldBe((320, 120));
        Enumerable.Range(0, 120).All(y => cropped.Pixels.AsSpan(y * 960, 960).SequenceEqual(photo.Pixels.AsSpan(((y + 240) * 640 + 160) * 3, 960))).ShouldBeTrue();
        var square = Edit(photo, new CropStep { Aspect = 1 });
        (square.Width, square.Height).ShouldBe((480, 480));
        square.Pixels.AsSpan(0, 3).SequenceEqual(photo.Pixels.AsSpan(80 * 3, 3)).ShouldBeTrue("from the middle");
    }

    [Fact]
    public void Four_quarter_turns_and_two_mirrorings_give_the_photo_back()
    {
        var photo = Chart(300, 200);
        Edit(photo, new TurnStep { Quarters = 1 }, new TurnStep { Quarters = 3 }).Pixels.ShouldBe(photo.Pixels);
        Edit(photo, new TurnStep { Quarters = 2, Mirror = true }, new TurnStep { Mirror = true }, new TurnStep { Quarters = 2 }).Pixels.ShouldBe(photo.Pixels);
        var turned = Edit(photo, new TurnStep { Quarters = 1 });
        (turned.Width, turned.Height).ShouldBe((200, 300));
        turned.Pixels.AsSpan(199 * 3, 3).SequenceEqual(photo.Pixels.AsSpan(0, 3)).ShouldBeTrue("clockwise: the top left corner comes to the top right");
    }

    [Fact]
    public void Straightening_undoes_a_known_rotation_and_leaves_no_empty_corner()
    {
        var photo = Smooth(900, 700);
        var tilted = Edit(photo, new StraightenStep { Degrees = -6 });
        var straight = Edit(tilted, new StraightenStep { Degrees = 6 });

        // The same part of the photo itself.
        var truth = Edit(photo, new CropStep
        {
            Left = (1 - (double)straight.Width / 900) / 2, Top = (1 - (double)straight.Height / 700) / 2, Width = (double)straight.Width / 900, Height = (double)straight.Height / 700,
        });
        Psnr(straight, truth).ShouldBeGreaterThan(38);
        Psnr(Edit(tilted, new StraightenStep { Degrees = 3 }, new ResizeStep { Width = truth.Width, Height = truth.Height, Fit = ResizeFit.Cover }), truth).ShouldBeLessThan(30, "or else the case proves nothing");
        ((double)straight.Width / straight.Height).ShouldBe(900.0 / 700, .01);
    }

    [Fact]
    public void Exposure_doubles_linear_light_and_contrast_keeps_the_middle()
    {
        var grey = Flat(64, 64, 100, 100, 100);
        var brighter = Edit(grey, new LightStep { Exposure = 1 });
        ToneCurves.Decode(brighter.Pixels[0] / 255.0).ShouldBe(2 * ToneCurves.Decode(100 / 255.0), .004);
        Edit(grey, new LightStep { Exposure = 1 }, new LightStep { Exposure = -1 }).Pixels.ShouldBe(grey.Pixels, "sixteen bits lose nothing on the way");

        Edit(Flat(64, 64, 128, 128, 128), new LightStep { Contrast = 80 }).Pixels[0].ShouldBeInRange((byte)127, (byte)129);
        Edit(Flat(64, 64, 60, 60, 60), new LightStep { Contrast = 80 }).Pixels[0].ShouldBeLessThan((byte)50);
        Edit(Flat(64, 64, 60, 60, 60), new LightStep { Contrast = -80 }).Pixels[0].ShouldBeGreaterThan((byte)75);
    }

    [Fact]
    public void Automatic_light_brings_an_underexposed_photo_back()
    {
        var photo = StudioFixture.Decode(SamplePhotos.Photo("mug"), "jpegload_buffer").Resize(800, 600);
        var dark = Edit(photo, new LightStep { Exposure = -1.6 });

        var light = Edit(dark, new AutoLightStep());

        Math.Abs(Mean(light) - Mean(photo)).ShouldBeLessThan(Math.Abs(Mean(dark) - Mean(photo)) / 2);
        Psnr(light, photo).ShouldBeGreaterThan(Psnr(dark, photo) + 5);
    }

    [Theory]
    [InlineData(.35, -.3)]
    [InlineData(-.25, .3)]
    [InlineData(.1, .35)]
    public void Automatic_white_balance_removes_a_known_cast_from_a_grey_card_beside_a_coloured_product(double red, double blue)
    {
        var photo = GreyCard();
        var cast = Cast(photo, red, blue);

        var balanced = Edit(cast, new AutoWhiteBalanceStep());

        Chroma(cast).ShouldBeGreaterThan(8, "or else the case proves nothing");
        Chroma(balanced).ShouldBeLessThan(2);
        Edit(photo, new AutoWhiteBalanceStep()).ShouldSatisfyAllConditions(same => Chroma(same).ShouldBeLessThan(2), same => Psnr(same, photo).ShouldBeGreaterThan(35));
    }

    [Fact]
    public void Temperature_and_tint_move_grey_the_way_they_say_and_keep_its_brightness()
    {
        var grey = Flat(32, 32, 120, 120, 120);
        var warm = Edit(grey, new WhiteBalanceStep { Temperature = 60 }).Pixels;
        (warm[0] > 125 && warm[2] < 110).ShouldBeTrue($"{warm[0]} {warm[1]} {warm[2]}");
        var magenta = Edit(grey, new WhiteBalanceStep { Tint = 60 }).Pixels;
        (magenta[1] < magenta[0] && magenta[1] < magenta[2]).ShouldBeTrue();
        LabColour.From(Edit(grey, new WhiteBalanceStep { Temperature = -80, Tint = 30 }), new Lanes(1))[0].ShouldBe(LabColour.From(grey, new Lanes(1))[0], 1f);
    }

    [Fact]
    public void Denoising_raises_the_signal_and_keeps_edges()
    {
        var clean = StudioFixture.Decode(SamplePhotos.Photo("mug"), "jpegload_buffer").Resize(800, 600);
        var noised = Noised(clean, 14);

        var denoised = Edit(noised, new DenoiseStep { Strength = 70 });

        Psnr(denoised, clean).ShouldBeGreaterThan(Psnr(noised, clean) + 4);
        // An edge between two greys of the same noise stays where it is.
        var edge = Flat(120, 60, 70, 70, 70);
        for (var i = 0; i < edge.Pixels.Length; i++)
        {
            edge.Pixels[i] = (byte)(i / 3 % 120 < 60 ? 70 : 170);
        }

        var kept = Edit(Noised(edge, 10), new DenoiseStep { Strength = 60 });
        kept.Pixels[(30 * 120 + 57) * 3].ShouldBeInRange((byte)58, (byte)86);
        kept.Pixels[(30 * 120 + 62) * 3].ShouldBeInRange((byte)154, (byte)184);
    }

    [Fact]
    public void Colour_noise_is_smoothed_more_than_noise_of_brightness()
    {
        var grey = Flat(400, 300, 128, 128, 128);
        var denoised = Edit(Noised(grey, 14), new DenoiseStep { Strength = 40 });
        var (before, after) = (LabColour.From(Noised(grey, 14), new Lanes(1)), LabColour.From(denoised, new Lanes(1)));

        (Spread(after, 1) / Spread(before, 1)).ShouldBeLessThan(.7 * Spread(after, 0) / Spread(before, 0));
    }

    [Fact]
    public void Sharpening_steepens_edges_in_lightness_alone_and_leaves_flat_noise()
    {
        var photo = Smooth(400, 300);
        var sharp = Edit(photo, new SharpenStep { Amount = 150, Radius = 2, Threshold = 0 });
        Detail(sharp).ShouldBeGreaterThan(Detail(photo) * 1.3);
        for (var i = 0; i < photo.Pixels.Length; i += 3)
        {
            Math.Abs(sharp.Pixels[i] - sharp.Pixels[i + 2] - (photo.Pixels[i] - photo.Pixels[i + 2])).ShouldBeLessThanOrEqualTo(1, "colour differences stay");
        }

        var quiet = Noised(Flat(200, 200, 128, 128, 128), 1.5);
        Psnr(Edit(quiet, new SharpenStep { Amount = 300, Threshold = 6 }), quiet).ShouldBeGreaterThan(60);
    }

    [Fact]
    public void Doubling_reproduces_what_was_reduced_better_than_repeating_pixels()
    {
        var photo = Smooth(800, 600);
        var small = Edit(photo, new ResizeStep { Width = 400, Height = 300, Fit = ResizeFit.Max });

        var doubled = Edit(small, new UpscaleStep());

        (doubled.Width, doubled.Height).ShouldBe((800, 600));
        Psnr(doubled, photo).ShouldBeGreaterThan(Psnr(small.Resize(800, 600, "nearest"), photo) + 3);
    }

    [Fact]
    public void The_product_stands_on_the_colour_where_the_steps_before_have_moved_it()
    {
        var (ball, _) = StudioFixture.BallOnGrey();
        var master = studio.Normalised(StudioFixture.Jpeg(ball)).Master;
        var cutout = studio.Engine.CutOut(master);

        var picture = Decode(studio.Engine.Edit(master, [new CropStep { Left = .25, Width = .75 }, new LightStep { Exposure = .5 }, new BackgroundStep { Colour = "#ffe0c0" }, Lossless], cutout));

        // The ball's middle was at .5 of the width: now at a third of what is left.
        var middle = picture.Pixels.AsSpan((350 * picture.Width + picture.Width / 3) * 3, 3);
        (middle[0] > 150 && middle[1] < 90).ShouldBeTrue($"the ball, brighter: {middle[0]} {middle[1]} {middle[2]}");
        foreach (var (x, y) in ((int, int)[])[(5, 5), (picture.Width - 5, 690), (picture.Width / 3, 20)])
        {
            picture.Pixels.AsSpan((y * picture.Width + x) * 3, 3).ToArray().ShouldBe([255, 224, 192]);
        }

        // No seam of the old backdrop: between ball and colour nothing is darker than the ball's own edge was.
        var grey = 0;
        for (var i = 0; i < picture.Pixels.Length; i += 3)
        {
            grey += Math.Abs(picture.Pixels[i] - picture.Pixels[i + 1]) < 12 && picture.Pixels[i] < 215 ? 1 : 0;
        }

        grey.ShouldBeLessThan(60);
        var clear = studio.Engine.Edit(master, [new BackgroundStep { Colour = null }], cutout);
        clear.ContentType.ShouldBe("image/png");
        Decode(clear).Pixels[3].ShouldBe((byte)0);
        Should.Throw<StudioParameterException>(() => studio.Engine.Edit(master, [new TurnStep(), new BackgroundStep()])).Message.ShouldStartWith("steps[1]: expected a photo whose product can be told");
    }

    [Theory]
    [InlineData("wood", 14.0)]
    [InlineData("fabric", 14.0)]
    [InlineData("gradient", 2.0)]
    public void Erasing_completes_a_ground_near_to_the_truth_and_beats_a_flat_fill(string ground, double most)
    {
        var truth = Ground(ground);
        var stained = truth with { Pixels = (byte[])truth.Pixels.Clone() };
        List<int> hole = [];
        for (var y = 0; y < truth.Height; y++)
        {
            for (var x = 0; x < truth.Width; x++)
            {
                if ((x - 300) * (x - 300) + (y - 220) * (y - 220) < 45 * 45)
                {
                    hole.Add((y * truth.Width + x) * 3);
                    (stained.Pixels[hole[^1]], stained.Pixels[hole[^1] + 1], stained.Pixels[hole[^1] + 2]) = (220, 20, 20);
                }
            }
        }

        var erased = Edit(stained, new EraseStep { Strokes = [new(50.0 / 640, [new(300.0 / 640, 220.0 / 640)])] });

        var flat = truth with { Pixels = (byte[])truth.Pixels.Clone() };
        for (var c = 0; c < 3; c++)
        {
            var mean = (byte)Enumerable.Range(0, truth.Pixels.Length / 3).Where(i => !hole.Contains(i * 3)).Average(i => truth.Pixels[i * 3 + c]);
            foreach (var at in hole)
            {
                flat.Pixels[at + c] = mean;
            }
        }

        // A texture that looks alike has other pixels: its error says that nothing of the stain is left and no shade is wrong;
        // that it is no smear is said by its detail.
        var (error, filledDetail, trueDetail) = (Error(erased, truth, hole), Detail(erased, hole), Detail(truth, hole));
        error.ShouldBeLessThan(most);
        if (ground == "gradient")
        {
            error.ShouldBeLessThan(Error(flat, truth, hole) / 2);
        }
        else
        {
            filledDetail.ShouldBeInRange(trueDetail * .5, trueDetail * 1.8);
            Detail(flat, hole).ShouldBeLessThan(trueDetail * .3, "or else the case proves nothing");
        }

        for (var i = 0; i < truth.Pixels.Length; i += 3)
        {
            if (!hole.Contains(i) && (i / 3 % 640 - 300) * (i / 3 % 640 - 300) + (i / 3 / 640 - 220) * (i / 3 / 640 - 220) > 54 * 54)
            {
                erased.Pixels.AsSpan(i, 3).SequenceEqual(truth.Pixels.AsSpan(i, 3)).ShouldBeTrue("what was not marked stays");
            }
        }
    }

    [Fact]
    public void A_stroke_across_an_edge_leaves_an_edge_and_no_smear()
    {
        // Grey paper and a product a little darker, whose left side stands at column 300; the stroke is long beside the edge that it crosses.
        var truth = Paint(640, 480, (x, y) => x >= 300 ? (116 + y * .01, 128, 131 - x * .01) : (166 + y * .01, 165, 170 - x * .01));
        List<int> hole = [.. Enumerable.Range(0, 640 * 480).Where(i => i % 640 is > 190 and < 410 && i / 640 is > 228 and < 252).Select(i => i * 3)];

        var erased = Edit(truth, new EraseStep { Strokes = [new(16.0 / 640, [new(190.0 / 640, 240.0 / 640), new(410.0 / 640, 240.0 / 640)])] });

        // What lies between both colours belongs to neither: a membrane spanned over the hole has much of it.
        var between = hole.Count(at => erased.Pixels[at] is > 126 and < 158) / (double)hole.Count;
        between.ShouldBeLessThan(.04);
        hole.Count(at => truth.Pixels[at] is > 126 and < 158).ShouldBe(0, "or else the case proves nothing");
        var moved = hole.Count(at => (erased.Pixels[at] > 142) != (truth.Pixels[at] > 142)) / (double)hole.Count;
        moved.ShouldBeLessThan(.04, "the edge goes on where it was");
    }

    [Theory]
    [InlineData(ResizeFit.Contain, 500, 400)]
    [InlineData(ResizeFit.Cover, 500, 400)]
    [InlineData(ResizeFit.Max, 500, 375)]
    public void A_box_is_filled_up_cut_off_or_an_upper_limit(ResizeFit fit, int width, int height)
    {
        var picture = Edit(Flat(800, 600, 10, 60, 110), new ResizeStep { Width = 500, Height = 400, Fit = fit, Colour = "#204060" });

        (picture.Width, picture.Height).ShouldBe((width, height));
        picture.Pixels.AsSpan(0, 3).ToArray().ShouldBe(fit == ResizeFit.Contain ? [32, 64, 96] : [10, 60, 110]);
        picture.Pixels.AsSpan((height / 2 * width + width / 2) * 3, 3).ToArray().ShouldBe([10, 60, 110]);
    }

    [Theory]
    [InlineData(EditFormat.Jpeg, "image/jpeg", "jpegload_buffer")]
    [InlineData(EditFormat.Png, "image/png", "pngload_buffer")]
    [InlineData(EditFormat.WebP, "image/webp", "webpload_buffer")]
    [InlineData(EditFormat.Avif, "image/avif", "heifload_buffer")]
    public void Every_format_is_written_and_reads_back(EditFormat format, string type, string loader)
    {
        var photo = Smooth(320, 240);
        var picture = studio.Engine.Edit(Png(photo), [new OutputStep { Format = format, Quality = 95 }]);

        picture.ContentType.ShouldBe(type);
        Psnr(StudioFixture.Decode(picture.Bytes, loader), photo).ShouldBeGreaterThan(32);
    }

    [Fact]
    public void A_limit_of_bytes_is_kept_by_lowering_the_quality()
    {
        var master = Png(Noised(Smooth(800, 600), 12));
        var free = studio.Engine.Edit(master, []);
        var limited = studio.Engine.Edit(master, [new OutputStep { MaxBytes = free.Bytes.Length * 2 / 3 }]);

        limited.Bytes.Length.ShouldBeLessThanOrEqualTo(free.Bytes.Length * 2 / 3);
        limited.Checks.Single(check => check.Name == "byte_size").Result.ShouldBe(ImageCheckResult.Passed);
        studio.Engine.Edit(master, [new OutputStep { MaxBytes = 10_240 }]).Checks.Single(check => check.Name == "byte_size").Result.ShouldBe(ImageCheckResult.Warned, "there is an end to that");
    }

    [Fact]
    public void The_same_photo_and_steps_give_the_same_bytes_on_one_thread_and_on_two()
    {
        var master = studio.Normalised(StudioFixture.Jpeg(StudioFixture.BallOnGrey().Photo)).Master;
        var cutout = studio.Engine.CutOut(master);
        IReadOnlyList<EditStep> all =
        [
            new AutoWhiteBalanceStep(), new AutoLightStep(), new DenoiseStep(), new StraightenStep { Degrees = 2.5 }, new EraseStep { Strokes = [new(.03, [new(.2, .2), new(.3, .25)])] },
            new SharpenStep(), new UpscaleStep(), new BackgroundStep { Colour = "#eeeeee" }, new ResizeStep { Width = 900, Height = 900 },
        ];
        using var single = new StudioEngine(new StudioOptions { ThreadsPerJob = 1 });
        using var doubled = new StudioEngine(new StudioOptions { ThreadsPerJob = 2 });
        foreach (var format in Enum.GetValues<EditFormat>())
        {
            IReadOnlyList<EditStep> steps = [.. all, new OutputStep { Format = format }];
            var first = doubled.Edit(master, steps, cutout);
            single.Edit(master, steps, cutout).Bytes.ShouldBe(first.Bytes, format.ToString());
        }

        single.EditPreview(master, all, cutout).WebP.ShouldBe(doubled.EditPreview(master, all, cutout).WebP);
    }

    [Fact]
    public void A_preview_looks_like_the_whole_picture()
    {
        var master = studio.Normalised(SamplePhotos.Photo("mug")).Master;
        foreach (var step in (EditStep[])
        [
            new DenoiseStep { Strength = 60 }, new SharpenStep { Radius = 3, Amount = 150 }, new StraightenStep { Degrees = -7 }, new CropStep { Left = .2, Top = .3, Width = .5, Height = .5 },
            new AutoLightStep(), new AutoWhiteBalanceStep(), new UpscaleStep(), new ResizeStep { Width = 700, Height = 900, Margin = .1, Colour = "#336699" },
        ])
        {
            IReadOnlyList<EditStep> steps = step is UpscaleStep ? [new CropStep { Left = .3, Top = .3, Width = .3, Height = .3 }, step] : [step];
            var full = studio.Engine.Edit(master, [.. steps, Lossless]);
            var preview = studio.Engine.EditPreview(master, steps, longSide: 640);

            (preview.Width, preview.Height).ShouldBe((full.Width, full.Height));
            var small = StudioFixture.Decode(preview.WebP, "webpload_buffer");
            Psnr(small, Decode(full).Resize(small.Width, small.Height)).ShouldBeGreaterThan(33, step.ToString());
        }
    }

    [Fact]
    public void Steps_survive_storage_as_JSON()
    {
        IReadOnlyList<EditStep> steps = [new CropStep { Left = .1, Width = .5, Aspect = 1 }, new EraseStep { Strokes = [new(.01, [new(.5, .5)])] }, new ResizeStep { Fit = ResizeFit.Cover }, new OutputStep { Format = EditFormat.WebP }];
        var json = JsonSerializer.Serialize(steps);

        JsonSerializer.Serialize(JsonSerializer.Deserialize<IReadOnlyList<EditStep>>(json)).ShouldBe(json);
        json.ShouldContain("\"kind\":\"crop\"");
    }

    public static TheoryData<EditStep[], string> Hostile => new()
    {
        { Enumerable.Repeat<EditStep>(new TurnStep(), 41).ToArray(), "steps: expected 0 to 40 steps, got 41." },
        { [new CropStep { Left = .6, Width = .5 }], "steps[0].width: expected 0.01 to 0.4" },
        { [new CropStep { Width = double.NaN }], "steps[0].width: expected" },
        { [new TurnStep(), new StraightenStep { Degrees = 16 }], "steps[1].degrees: expected -15 to 15 degrees, got 16." },
        { [new LightStep { Exposure = double.PositiveInfinity }], "steps[0].exposure: expected -3 to 3 EV" },
        { [new TurnStep { Quarters = 4 }], "steps[0].quarters: expected 0 to 3" },
        { [new UpscaleStep(), new UpscaleStep(), new UpscaleStep(), new UpscaleStep(), new UpscaleStep()], "steps[3]: expected a picture of at most 8000 pixels a side" },
        { [new ResizeStep { Width = 8000, Height = 8000 }], "steps[0]: expected a picture of at most 8000 pixels a side and 50 megapixels, got 8000 x 8000." },
        { [new ResizeStep { Width = 9000 }], "steps[0].width: expected 16 to 8000 pixels, got 9000." },
        { [new CropStep { Width = .02, Height = .02 }], "steps[0]: expected to leave at least 16 pixels a side" },
        { [new BackgroundStep { Colour = "red" }], "steps[0].colour: expected a colour" },
        { [new OutputStep(), new TurnStep()], "steps[0]: expected the output as the last step" },
        { [new EraseStep { Strokes = [] }], "steps[0].strokes: expected 1 to 100 strokes, got 0." },
        { [new EraseStep { Strokes = [new(.5, [new(.5, .5)])] }], "steps[0].strokes[0].radius: expected" },
        { [new EraseStep { Strokes = [new(.05, [new(.5, double.NaN)])] }], "steps[0].strokes[0].points[0].y: expected" },
        { [new EraseStep { Strokes = [new(.1, [new(.1, .1), new(.9, .1), new(.9, .4), new(.1, .4)])] }], "steps[0].strokes: expected 0 to 0.15 of the frame to be erased" },
        { [.. Enumerable.Repeat<EditStep>(new EraseStep { Strokes = [.. Enumerable.Repeat(new EraseStroke(.01, [.. Enumerable.Repeat(new EditPoint(.5, .5), 500)]), 11)] }, 2)], "steps: expected 0 to 10000 points to erase" },
        { [null!], "steps[0]: expected a step, got nothing." },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_step_that_asks_for_too_much_says_what_was_expected(EditStep[] steps, string message)
    {
        var master = Png(Smooth(640, 480));
        Should.Throw<StudioParameterException>(() => studio.Engine.Edit(master, steps)).Message.ShouldStartWith(message);
        Should.Throw<StudioParameterException>(() => studio.Engine.EditPreview(master, steps)).Message.ShouldStartWith(message);
    }

    [Fact]
    public void The_largest_picture_and_a_hole_without_surroundings_are_made_all_the_same()
    {
        var master = Png(Smooth(1600, 1200));
        var large = studio.Engine.Edit(master, [new UpscaleStep(), new UpscaleStep()]);
        (large.Width, large.Height).ShouldBe((6400, 4800));
        large.Checks.Single(check => check.Name == "sharpness").Result.ShouldBe(ImageCheckResult.Warned);
        // 16 pixels high: no patch fits outside of the hole.
        studio.Engine.Edit(Png(Smooth(640, 64)), [new CropStep { Height = .25 }, new EraseStep { Strokes = [new(.004, [new(.4, .012), new(.6, .012)])] }]).Height.ShouldBe(16);
    }

    private Raster Edit(Raster photo, params EditStep[] steps) => Decode(studio.Engine.Edit(Png(photo), [.. steps, Lossless]));

    private static Raster Decode(EditedPicture picture) => StudioFixture.Decode(picture.Bytes, "pngload_buffer");

    private static byte[] Png(Raster raster) => StudioFixture.Encode(raster, "pngsave_buffer");

    private static Raster Flat(int width, int height, byte red, byte green, byte blue) =>
        new([.. Enumerable.Range(0, width * height).SelectMany(_ => (byte[])[red, green, blue])], width, height, 3);

    private static Raster Paint(int width, int height, Func<int, int, (double Red, double Green, double Blue)> colour)
    {
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < width * height; i++)
        {
            var (red, green, blue) = colour(i % width, i / width);
            (pixels[i * 3], pixels[i * 3 + 1], pixels[i * 3 + 2]) = ((byte)Math.Clamp(red, 0, 255), (byte)Math.Clamp(green, 0, 255), (byte)Math.Clamp(blue, 0, 255));
        }

        return new(pixels, width, height, 3);
    }

    private static Raster Chart(int width, int height) => Paint(width, height, (x, y) => (x * 255.0 / width, y * 255.0 / height, (x / 20 + y / 20) % 2 * 200));

    private static Raster Smooth(int width, int height) => Paint(width, height, (x, y) => (
        128 + 60 * Math.Sin(x * .05) * Math.Cos(y * .04) + 20 * Math.Sin(x * .4), 128 + 50 * Math.Sin((x + y) * .045) + 20 * Math.Sin(x * .4), 120 + 50 * Math.Cos(y * .06) + 20 * Math.Sin(x * .4)));

    // A grey card under a soft gradient, with a red product, some blue and a wooden strip.
    private static Raster GreyCard() => Paint(480, 360, (x, y) =>
    {
        var light = .75 + .25 * x / 480;
        if ((x - 150) * (x - 150) + (y - 180) * (y - 180) < 90 * 90)
        {
            return (190 * light, 40 * light, 36 * light);
        }

        return x > 380 ? (40 * light, 70 * light, 150 * light) : y > 310 ? (150 * light, 110 * light, 70 * light) : (128 * light, 128 * light, 128 * light);
    });

    private static Raster Cast(Raster photo, double red, double blue) => Paint(photo.Width, photo.Height, (x, y) =>
    {
        var at = (y * photo.Width + x) * 3;
        return (Shift(photo.Pixels[at], red), photo.Pixels[at + 1], Shift(photo.Pixels[at + 2], blue));

        static double Shift(byte value, double by) => ToneCurves.Encode(ToneCurves.Decode(value / 255.0) * Math.Exp(by)) * 255 + .5;
    });

    // Of the card between product and strips.
    private static double Chroma(Raster picture)
    {
        var lab = LabColour.From(picture, new Lanes(1));
        double a = 0, b = 0;
        for (var y = 20; y < 60; y++)
        {
            for (var x = 280; x < 360; x++)
            {
                (a, b) = (a + lab[(y * picture.Width + x) * 3 + 1] / 3200, b + lab[(y * picture.Width + x) * 3 + 2] / 3200);
            }
        }

        return Math.Sqrt(a * a + b * b);
    }

    private static Raster Noised(Raster clean, double sigma)
    {
        var random = new Random(7);
        return clean with { Pixels = Array.ConvertAll(clean.Pixels, value => (byte)Math.Clamp(value + sigma * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()) + .5, 0, 255)) };
    }

    private Raster Ground(string name)
    {
        if (name == "gradient")
        {
            return Paint(640, 480, (x, y) => (150 + x * .12 + y * .05, 140 + x * .1 + y * .1, 120 + y * .15));
        }

        // The Studio's own materials, from above the horizon.
        var scene = SceneLibrary.All.First(s => s.Id == (name == "wood" ? "oak-table" : "linen")).Id;
        var (ball, _) = StudioFixture.BallOnGrey();
        var cutout = studio.Engine.CutOut(studio.Normalised(StudioFixture.Jpeg(ball)).Master);
        var picture = StudioFixture.Decode(studio.Engine.Scene([cutout], new SceneParameters { Scene = scene, Width = 1600, Height = 2400, Fill = .4, Quality = 95 }).Bytes, "jpegload_buffer");
        return Edit(picture, new CropStep { Left = .05, Top = .79, Width = 640.0 / 1600, Height = 480.0 / 2400 });
    }

    private static double Psnr(Raster a, Raster b)
    {
        (a.Width, a.Height, a.Bands).ShouldBe((b.Width, b.Height, b.Bands));
        var sum = 0.0;
        for (var i = 0; i < a.Pixels.Length; i++)
        {
            sum += (a.Pixels[i] - b.Pixels[i]) * (a.Pixels[i] - b.Pixels[i]);
        }

        return sum == 0 ? 99 : 10 * Math.Log10(255.0 * 255 / (sum / a.Pixels.Length));
    }

    private static double Error(Raster a, Raster b, List<int> places) =>
        Math.Sqrt(places.Average(at => Enumerable.Range(0, 3).Average(c => Math.Pow(a.Pixels[at + c] - b.Pixels[at + c], 2))));

    private static double Mean(Raster picture) => picture.Pixels.Average(value => (double)value);

    private static double Spread(float[] lab, int channel)
    {
        var values = lab.Where((_, i) => i % 3 == channel).ToArray();
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static double Detail(Raster picture) => Detail(picture, [.. Enumerable.Range(0, picture.Width * picture.Height).Where(i => i % picture.Width < picture.Width - 1).Select(i => i * 3)]);

    private static double Detail(Raster picture, List<int> places) =>
        places.Where(at => at + picture.Width * 3 + 3 < picture.Pixels.Length).Average(at => Math.Abs(picture.Pixels[at + 1] - picture.Pixels[at + 4]) + Math.Abs(picture.Pixels[at + 1] - picture.Pixels[at + 1 + picture.Width * 3]));
}
