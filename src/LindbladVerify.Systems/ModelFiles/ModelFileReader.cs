namespace LindbladVerify.Systems.ModelFiles;

/// <summary>Reads model files: YAML that describes sites, Hamiltonian, dissipators, noise, initial state, observables and times.</summary>
/// <remarks>A model file is data: it can run no code, and its size, nesting and work are bounded. All errors are one line with file, line and column.</remarks>
public static class ModelFileReader
{
    /// <summary>Reads a file, to be bound to parameter values once or many times.</summary>
    /// <exception cref="ModelFileException">The file is missing or is not a model.</exception>
    public static ModelFile Open(string path)
    {
        string text = SourceFile.Read(path, 4L * YamlTree.LongestText, reason => new ModelFileException(path, 1, 1, $"the model file {reason}"));
        return new ModelFile(text, path, Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
    }

    /// <summary>Reads a model from a text.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="file">What to call it in messages.</param>
    /// <param name="folder">Where tables that it names are looked for.</param>
    /// <exception cref="ModelFileException">The text is not a model.</exception>
    public static ModelFile OpenText(string text, string file = "model.yaml", string folder = ".") => new(text, file, folder);

    /// <summary>Reads a file and binds its parameters.</summary>
    /// <param name="path">The file.</param>
    /// <param name="overrides">Values in place of those of the file.</param>
    /// <exception cref="ModelFileException">The file is missing, is not a model, or holds a value that is not allowed.</exception>
    public static LoadedModel Read(string path, IReadOnlyDictionary<string, double>? overrides = null) => Open(path).Bind(overrides);

    /// <summary>Reads a model from a text and binds its parameters.</summary>
    /// <param name="text">The YAML.</param>
    /// <param name="overrides">Values in place of those of the file.</param>
    /// <param name="file">What to call it in messages.</param>
    /// <param name="folder">Where tables that it names are looked for.</param>
    /// <exception cref="ModelFileException">The text is not a model, or holds a value that is not allowed.</exception>
    public static LoadedModel ReadText(string text, IReadOnlyDictionary<string, double>? overrides = null, string file = "model.yaml", string folder = ".") =>
        OpenText(text, file, folder).Bind(overrides);
}
