namespace LindbladVerify.Verification.Tests.FormulaFiles;

/// <summary>A folder with model files that is removed at the end.</summary>
public sealed class ModelFolder : IDisposable
{
    public ModelFolder(params IEnumerable<(string Name, string Text)> files)
    {
        foreach ((string name, string text) in files)
        {
            File.WriteAllText(System.IO.Path.Combine(Path, name), text);
        }
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("formula-files-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
