using System.Reflection;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Verification.FormulaFiles;

/// <summary>Where the model files that formula files name are found: a folder on disk.</summary>
internal class ModelSource(string folder)
{
    /// <summary>The model file of a name; null if there is none.</summary>
    /// <exception cref="ModelFileException">The file is not a model.</exception>
    public virtual ModelFile? Find(string name) => File.Exists(Place(name)) ? ModelFileReader.Open(Place(name)) : null;

    /// <summary>Where a file of that name would be, for messages.</summary>
    public string Place(string name) => Path.Combine(folder, name);
}

/// <summary>Model files that an assembly carries.</summary>
internal sealed class EmbeddedModelSource(Assembly assembly, string prefix) : ModelSource(prefix)
{
    public override ModelFile? Find(string name) => EmbeddedText.Find(assembly, Place(name)) is { } text ? ModelFileReader.OpenText(text, name) : null;
}

/// <summary>Texts that an assembly carries.</summary>
internal static class EmbeddedText
{
    /// <summary>The names of all, with slashes.</summary>
    public static IEnumerable<string> Names(Assembly assembly) => assembly.GetManifestResourceNames().Select(n => n.Replace('\\', '/'));

    /// <summary>A text by its name with slashes; null if there is none.</summary>
    public static string? Find(Assembly assembly, string name)
    {
        string? resource = assembly.GetManifestResourceNames().FirstOrDefault(n => string.Equals(n.Replace('\\', '/'), name, StringComparison.Ordinal));
        if (resource is null)
        {
            return null;
        }

        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    /// <summary>A text that the assembly was built with.</summary>
    public static string Require(Assembly assembly, string name) => Find(assembly, name) ?? throw new InvalidOperationException($"{assembly.GetName().Name} was built without '{name}'.");
}
