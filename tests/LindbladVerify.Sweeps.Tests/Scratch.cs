using LindbladVerify.Sweeps.Specification;

namespace LindbladVerify.Sweeps.Tests;

/// <summary>A folder of its own for a test, and the sweeps that several tests use.</summary>
internal sealed class Scratch : IDisposable
{
    /// <summary>41 x 21 points of the pair with rates and a formula.</summary>
    public const string Pair = """
        name: regimes of the pair
        pair: { dipolar: D, hyperfine: Delta, polarization: P, electronRate: Gc, broadening: G2, noise: electron-telegraph }
        vary: { Gc: { from: 1e4, to: 1e8, points: 41, scale: log }, P: { from: 0, to: 0.95, points: 21 } }
        set: { D: 1e3, Delta: 8e6, G2: 1e5 }
        compute:
          W: { quantity: residence-time }
          eq9: { formula: "D^2/2*(Gc + G2)/((Gc + G2)^2 + Delta^2)" }
          ratio: { formula: "eq9/W - 1" }
        """;

    public Scratch() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"sweeps-{Guid.NewGuid():N}");

    public string this[string name] => Path.Combine(Folder, name);

    public static Sweep Read(string text, string folder = "") => SweepFileReader.ReadText(text, "sweep.yaml", folder);

    public void Write(string name, string text) => File.WriteAllText(this[name], text);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
