using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>A model file that was read and not yet given values: bind it once, or again and again with other parameters.</summary>
public sealed class ModelFile
{
    private static readonly string[] Keys = ["name", "spins", "levels", "parameters", "hamiltonian", "dissipators", "noise", "drive", "initial", "observables", "times"];

    private const int LongestName = 300;
    private readonly string file;
    private readonly FileMapping root;
    private readonly ParameterSection parameters;
    private readonly OperatorField hamiltonian;
    private readonly DissipatorSection dissipators;
    private readonly NoiseSection noise;
    private readonly DriveSection drive;
    private readonly InitialSection initial;
    private readonly ObservableSection observables;
    private readonly TimeSection times;

    internal ModelFile(string text, string file, string folder)
    {
        this.file = file;
        root = FileNode.Parse(text, file).AsMapping("a model").AllowOnly("a model", Keys);
        Name = root.Find("name")?.AsScalar("name").OneLine("name", LongestName) is { Length: > 0 } name ? name
            : Path.GetFileNameWithoutExtension(file) is { Length: > 0 } stem ? stem : "model";
        Space = SiteSection.Read(root);
        parameters = ParameterSection.Read(root, Space);
        hamiltonian = OperatorField.Read(root.Require("hamiltonian", "a model"), "hamiltonian");
        dissipators = DissipatorSection.Read(root);
        noise = NoiseSection.Read(root, folder);
        drive = DriveSection.Read(root, folder);
        initial = InitialSection.Read(root, Space);
        observables = ObservableSection.Read(root);
        times = TimeSection.Read(root);
    }

    /// <summary>Name of the model; that of the file where the file gives none.</summary>
    public string Name { get; }

    /// <summary>The sites.</summary>
    public HilbertSpace Space { get; }

    /// <summary>The parameters that can be set, in the order of the file.</summary>
    public IReadOnlyList<string> ParameterNames => parameters.Names;

    internal ParameterSection Parameters => parameters;

    internal OperatorField Hamiltonian => hamiltonian;

    internal DissipatorSection Dissipators => dissipators;

    internal NoiseSection Noise => noise;

    internal DriveSection Drive => drive;

    internal InitialSection Initial => initial;

    internal ObservableSection Observables => observables;

    /// <summary>The model with values for its parameters.</summary>
    /// <param name="overrides">Values in place of those of the file, in rad/s, 1/s, s or nm; expressions of later parameters use them.</param>
    /// <exception cref="ModelFileException">A value is not allowed: a negative rate, a Hamiltonian that is not Hermitian, …</exception>
    public LoadedModel Bind(IReadOnlyDictionary<string, double>? overrides = null)
    {
        Binding binding = parameters.Bind(Space, overrides ?? new Dictionary<string, double>(StringComparer.Ordinal), file);
        double[] grid = times.Bind(binding);
        Operator h = hamiltonian.Hermitian(binding);
        (Operator density, IReadOnlyList<Operator>? factors) = initial.Bind(binding);
        var model = new OpenSystemModel(h, dissipators.Bind(binding), noise.Bind(binding, grid[^1]), Space, drive.Bind(binding, grid));
        return new LoadedModel
        {
            Name = Name,
            Model = model,
            Initial = density,
            InitialFactors = factors,
            Observables = observables.Bind(binding),
            Times = grid,
            Parameters = binding.Parameters,
            Notes = binding.Notes,
        };
    }
}
