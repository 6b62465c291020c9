using System.Collections.Frozen;
using System.Reflection;

namespace CommerceOS.Studio.Scenes;

/// <summary>All scenes that come with the Studio. A new document in Scenes/Library is a new scene; nothing else is needed.</summary>
public static class SceneLibrary
{
    private static readonly Lazy<IReadOnlyList<Scene>> Documents = new(ReadAll);
    private static readonly Lazy<FrozenDictionary<string, Scene>> ById =
        new(() => Documents.Value.ToFrozenDictionary(scene => scene.Id, StringComparer.OrdinalIgnoreCase));

    /// <summary>By group and then by name.</summary>
    public static IReadOnlyList<Scene> All => Documents.Value;

    /// <summary>The scene of this id, or null. Upper and lower case are the same.</summary>
    public static Scene? Find(string? id) => id is not null && ById.Value.TryGetValue(id, out var scene) ? scene : null;

    internal static Scene Require(string parameter, string? id) => Find(id)
        ?? throw new StudioParameterException(parameter, $"{parameter}: expected one of {string.Join(", ", All.Select(scene => scene.Id))}, got {id}.");

    private static Scene[] ReadAll()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith("scenes/", StringComparison.Ordinal))
                .Select(name => Scene.Read(name, Bytes(assembly, name)))
                .OrderBy(scene => scene.Group).ThenBy(scene => scene.EnglishName, StringComparer.Ordinal),
        ];
    }

    private static byte[] Bytes(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
