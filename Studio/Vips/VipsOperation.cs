using System.Globalization;

namespace CommerceOS.Studio.Vips;

/// <summary>
/// Runs any libvips operation by name. Argument types are asked from the operation itself, so there are no
/// generated wrappers and no variadic calls, and an unknown argument is an error that names it.
/// </summary>
internal static unsafe class VipsOperation
{
    // GParamSpec: { class*, name*, flags + padding, value_type } on a 64-bit ABI.
    private const int ValueTypeOffset = 24;

    // libvips names the main image argument differently per operation.
    private static readonly string[] InputNames = ["in", "input", "main", "base"];

    /// <param name="name">The operation's nickname, for instance "resize".</param>
    /// <param name="result">The output property to return ("out", "buffer"), or null for none.</param>
    /// <param name="input">The main image, or null for loaders and generators.</param>
    /// <param name="arguments">Further properties; enumerations are given by nickname.</param>
    internal static object? Run(string name, string? result, VipsImage? input, params ReadOnlySpan<(string Name, object Value)> arguments)
    {
        var operation = VipsApi.vips_operation_new(name);
        if (operation == 0)
        {
            throw VipsRuntime.Failure(name);
        }

        try
        {
            if (input is not null)
            {
                Set(operation, name, InputName(operation), input);
            }

            foreach (var (argument, value) in arguments)
            {
                Set(operation, name, argument, value);
            }

            var built = VipsApi.vips_cache_operation_build(operation); // a new reference, ours
            if (built == 0)
            {
                VipsApi.vips_object_unref_outputs(operation);
                throw VipsRuntime.Failure(name);
            }

            GObjectApi.g_object_unref(operation);
            operation = built;
            var output = result is null ? null : Get(operation, name, result);
            // The operation holds references on its outputs beside the one we took.
            VipsApi.vips_object_unref_outputs(operation);
            return output;
        }
        finally
        {
            GObjectApi.g_object_unref(operation);
            GC.KeepAlive(input);
            foreach (var (_, value) in arguments)
            {
                GC.KeepAlive(value);
            }
        }
    }

    internal static VipsImage Load(string loader, ReadOnlyMemory<byte> file, params ReadOnlySpan<(string Name, object Value)> arguments) =>
        (VipsImage)Run(loader, "out", input: null, [("buffer", file), .. arguments])!;

    private static string InputName(nint operation)
    {
        foreach (var name in InputNames)
        {
            if (GObjectApi.g_object_class_find_property(*(nint*)operation, name) != 0)
            {
                return name;
            }
        }

        return InputNames[0];
    }

    private static nuint PropertyType(nint operation, string operationName, string property)
    {
        var specification = GObjectApi.g_object_class_find_property(*(nint*)operation, property);
        return specification == 0
            ? throw new VipsException(operationName, $"no property '{property}'")
            : *(nuint*)(specification + ValueTypeOffset);
    }

    private static void Set(nint operation, string operationName, string property, object content)
    {
        var type = PropertyType(operation, operationName, property);
        GValue value = default;
        GObjectApi.g_value_init(&value, type);
        try
        {
            Fill(&value, type, operationName, property, content);
            GObjectApi.g_object_set_property(operation, property, &value);
        }
        finally
        {
            GObjectApi.g_value_unset(&value);
        }
    }

    private static void Fill(GValue* value, nuint type, string operationName, string property, object content)
    {
        if (type == VipsTypes.Image)
        {
            GObjectApi.g_value_set_object(value, ((VipsImage)content).Reference);
        }
        else if (type == VipsTypes.Blob)
        {
            FillBlob(value, ((ReadOnlyMemory<byte>)content).Span);
        }
        else if (type == VipsTypes.DoubleArray)
        {
            var numbers = content as double[] ?? [Number(content)];
            VipsApi.vips_value_set_array_double(value, numbers, numbers.Length);
        }
        else if (type == VipsTypes.IntArray)
        {
            var numbers = content as int[] ?? [(int)content];
            VipsApi.vips_value_set_array_int(value, numbers, numbers.Length);
        }
        else if (type == VipsTypes.ImageArray)
        {
            FillImages(value, (VipsImage[])content);
        }
        else
        {
            FillSimple(value, type, operationName, property, content);
        }
    }

    private static void FillSimple(GValue* value, nuint type, string operationName, string property, object content)
    {
        switch ((GFundamental)(GObjectApi.g_type_fundamental(type) >> 2))
        {
            case GFundamental.Boolean:
                GObjectApi.g_value_set_boolean(value, (bool)content ? 1 : 0);
                break;
            case GFundamental.Int32:
                GObjectApi.g_value_set_int(value, (int)content);
                break;
            case GFundamental.UInt64:
                GObjectApi.g_value_set_uint64(value, Convert.ToUInt64(content, CultureInfo.InvariantCulture));
                break;
            case GFundamental.Double:
                GObjectApi.g_value_set_double(value, Number(content));
                break;
            case GFundamental.Text:
                GObjectApi.g_value_set_string(value, (string)content);
                break;
            case GFundamental.Enumeration:
                var number = VipsApi.vips_enum_from_nick(operationName, type, (string)content);
                if (number < 0)
                {
                    throw VipsRuntime.Failure($"{operationName}.{property}");
                }

                GObjectApi.g_value_set_enum(value, number);
                break;
            case GFundamental.Flags:
                GObjectApi.g_value_set_flags(value, Convert.ToUInt32(content, CultureInfo.InvariantCulture));
                break;
            default:
                throw new VipsException(operationName, $"property '{property}' has a type this binding does not set");
        }
    }

    private static void FillBlob(GValue* value, ReadOnlySpan<byte> content)
    {
        fixed (byte* first = content)
        {
            var blob = VipsApi.vips_blob_copy(first, (nuint)content.Length);
            GObjectApi.g_value_set_boxed(value, blob); // takes its own reference
            VipsApi.vips_area_unref(blob);
        }
    }

    private static void FillImages(GValue* value, VipsImage[] images)
    {
        VipsApi.vips_value_set_array_image(value, images.Length);
        var slots = VipsApi.vips_value_get_array_image(value, out _);
        for (var i = 0; i < images.Length; i++)
        {
            slots[i] = GObjectApi.g_object_ref(images[i].Reference); // the array owns its references
        }
    }

    private static object Get(nint operation, string operationName, string property)
    {
        var type = PropertyType(operation, operationName, property);
        GValue value = default;
        GObjectApi.g_value_init(&value, type);
        try
        {
            GObjectApi.g_object_get_property(operation, property, &value);
            if (type == VipsTypes.Image)
            {
                return new VipsImage(GObjectApi.g_value_dup_object(&value));
            }

            if (type == VipsTypes.Blob)
            {
                var bytes = VipsApi.vips_value_get_blob(&value, out var count);
                return new ReadOnlySpan<byte>((void*)bytes, checked((int)count)).ToArray();
            }

            return (GFundamental)(GObjectApi.g_type_fundamental(type) >> 2) switch
            {
                GFundamental.Int32 => GObjectApi.g_value_get_int(&value),
                GFundamental.Double => GObjectApi.g_value_get_double(&value),
                _ => throw new VipsException(operationName, $"output '{property}' has a type this binding does not read"),
            };
        }
        finally
        {
            GObjectApi.g_value_unset(&value);
        }
    }

    private static double Number(object content) => Convert.ToDouble(content, CultureInfo.InvariantCulture);
}
