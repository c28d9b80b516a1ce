using LindbladVerify.JudgeTrials.Families;
using LindbladVerify.JudgeTrials.Formulas;

namespace LindbladVerify.JudgeTrials.Running;

/// <summary>A folder with the model files that trials name, and with the trials themselves where they are to be kept.</summary>
public sealed class TrialFolder : IDisposable
{
    private readonly bool isTemporary;

    /// <summary>A folder to keep, or one that goes with this object.</summary>
    /// <param name="path">Where to keep it; null for a temporary one.</param>
    public TrialFolder(string? path = null)
    {
        isTemporary = path is null;
        Path = path is null ? Directory.CreateTempSubdirectory("judge-trials-").FullName : Directory.CreateDirectory(path).FullName;
        foreach ((string name, string text) in ModelTexts.All)
        {
            File.WriteAllText(System.IO.Path.Combine(Path, name), text);
        }
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Writes the formula files, ready for <c>lindblad-verify verify</c>.</summary>
    public void Keep(IEnumerable<Trial> trials)
    {
        ArgumentNullException.ThrowIfNull(trials);
        foreach (Trial trial in trials)
        {
            File.WriteAllText(System.IO.Path.Combine(Path, trial.File), trial.Text);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isTemporary)
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
