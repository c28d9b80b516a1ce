using System.Numerics;
using LindbladVerify.LinearAlgebra.Sparse;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;
using MathNet.Numerics.LinearAlgebra;

namespace LindbladVerify.Systems.ModelFiles;

/// <summary>An initial state that is not written in the file: it follows from the Hamiltonian, a file of numbers, or another model.</summary>
internal abstract class ExternalState
{
    private static readonly string[] Words = ["thermal", "file", "steadyState"];

    /// <summary>Why it is not evaluated in many digits.</summary>
    public abstract string Reason { get; }

    /// <summary>Reads <c>{ thermal: … }</c>, <c>{ file: … }</c> or <c>{ steadyState: … }</c>; null where the state is given by sites or as an expression.</summary>
    public static ExternalState? Read(FileMapping table, HilbertSpace space, string folder, int depth)
    {
        string? word = Array.Find(Words, w => table.Find(w) is not null && !space.Sites.Any(s => string.Equals(s.Name, w, StringComparison.Ordinal)));
        return word switch
        {
            "thermal" => ThermalState.Read(table.AllowOnly("initial with a thermal state", "thermal").Require("thermal", "initial")),
            "file" => new StateFile(table.AllowOnly("initial from a file", "file", "array", "index"), folder),
            "steadyState" => new SteadyStateOfModel(table.AllowOnly("initial from a steady state", "steadyState", "set"), folder, depth),
            _ => null,
        };
    }

    /// <summary>The state, [d, d].</summary>
    /// <param name="binding">What to evaluate with.</param>
    /// <param name="hamiltonian">The Hamiltonian of the model.</param>
    /// <exception cref="ModelFileException">There is none of this dimension.</exception>
    public abstract Operator Bind(Binding binding, Operator hamiltonian);

    /// <summary>Refuses what is no state of this model.</summary>
    protected static Operator Require(Operator state, FileNode at, int dimension) => state.Dimension != dimension
        ? throw at.Error(FormattableString.Invariant($"the initial state has {state.Dimension} states, but the model has {dimension}"))
        : DensityCheck.Defect(state) is { } defect ? throw at.Error($"the initial state {defect}") : state;
}

/// <summary><c>{ file: state.npz, array: rho, index: -1 }</c>: a matrix [d, d], or one of several [n, d, d], as <c>simulate --states</c> and NumPy write them.</summary>
internal sealed class StateFile : ExternalState
{
    private const int LargestDimension = 2048;
    private readonly FileScalar file;
    private readonly NumberField? index;
    private readonly string name;
    private readonly NpyArray array;

    public StateFile(FileMapping table, string folder)
    {
        file = table.Require("file", "initial").AsScalar("initial.file");
        name = table.Find("array")?.AsScalar("initial.array").Text ?? "rho";
        index = table.Find("index") is { } node ? NumberField.Read(node, "initial.index", QuantityKind.Dimensionless) : null;
        array = NpyArray.Read(Path.Combine(folder, file.Text), name, reason => file.Error($"initial.file '{FileFields.Shown(file.Text)}' {reason}"));
        if (array.Shape.Length is < 2 or > 3 || array.Shape[^1] != array.Shape[^2] || array.Shape[^1] is 0 or > LargestDimension)
        {
            throw file.Error(FormattableString.Invariant($"initial.file: the array '{name}' must be a matrix [d, d] or a list of matrices [n, d, d] with d up to {LargestDimension}, not [{string.Join(", ", array.Shape)}]"));
        }
    }

    /// <inheritdoc/>
    public override string Reason => "An initial state from a file is known in doubles only.";

    /// <inheritdoc/>
    public override Operator Bind(Binding binding, Operator hamiltonian)
    {
        int d = array.Shape[^1];
        int count = array.Shape.Length == 3 ? array.Shape[0] : 1;
        int at = index?.Integer(binding, -count, count - 1) ?? -1;
        at = at < 0 ? at + count : at;
        if (at < 0)
        {
            throw file.Error($"initial.file: the array '{name}' holds no matrix");
        }

        ReadOnlySpan<Complex> entries = array.Values.AsSpan(at * d * d, d * d);
        var kept = new List<(int, int, Complex)>();
        for (int k = 0; k < entries.Length; k++)
        {
            if (entries[k] != Complex.Zero)
            {
                kept.Add((k / d, k % d, entries[k]));
            }
        }

        return Require(new Operator(SparseMatrix<Complex>.FromEntries(d, d, kept)), file, hamiltonian.Dimension);
    }
}

/// <summary><c>{ steadyState: other.yaml, set: { g: "2*g" } }</c>: where another model ends, with its parameters set to expressions of those of this one.</summary>
internal sealed class SteadyStateOfModel : ExternalState
{
    /// <summary>Most states: the whole of Liouville space is solved densely.</summary>
    private const int LargestDimension = 32;
    private const double Singular = 1e-10;

    /// <summary>Most models of which each begins where the next one ends.</summary>
    private const int MostNested = 8;
    private readonly FileScalar path;
    private readonly ModelFile other;
    private readonly (FileScalar Name, NumberField Value)[] set;

    public SteadyStateOfModel(FileMapping table, string folder, int depth)
    {
        path = table.Require("steadyState", "initial").AsScalar("initial.steadyState");
        string file = Path.Combine(folder, path.Text);
        if (depth == MostNested)
        {
            throw path.Error(FormattableString.Invariant($"initial.steadyState: {MostNested} models begin where the next one ends; either they go round in a circle or there are too many"));
        }

        other = File.Exists(file) ? ModelFileReader.Open(file, depth + 1) : throw path.Error($"there is no model file '{FileFields.Shown(file)}'");
        set = [.. table.Find("set")?.AsMapping("initial.set").Entries.Select(e => (e.Key, NumberField.Read(e.Value, $"initial.set.{e.Key.Text}", QuantityKind.Any))) ?? []];
        foreach ((FileScalar name, _) in set)
        {
            if (!other.ParameterNames.Contains(name.Text, StringComparer.Ordinal))
            {
                throw name.Error($"the model '{other.Name}' has no parameter '{ExpressionTokens.Shorten(name.Text)}'{NameSuggestion.For(name.Text, other.ParameterNames)}; its parameters are {UnknownName.List(other.ParameterNames)}");
            }
        }
    }

    /// <inheritdoc/>
    public override string Reason => "The steady state of another model is known in doubles only.";

    /// <inheritdoc/>
    public override Operator Bind(Binding binding, Operator hamiltonian)
    {
        LoadedModel loaded = other.Bind(set.ToDictionary(s => s.Name.Text, s => s.Value.Value(binding), StringComparer.Ordinal));
        if (loaded.Model.Drives.Count > 0 || loaded.Model.Noise.Count > 0 || loaded.Model.Dimension > LargestDimension)
        {
            throw path.Error(FormattableString.Invariant($"initial.steadyState is offered for models without noise and without drives, of at most {LargestDimension} states"));
        }

        return Require(Solve(loaded.Model), path, hamiltonian.Dimension);
    }

    /// <summary>L ρ = 0 with trace 1: the last of the equations, which follows from the others, is replaced by the trace.</summary>
    private Operator Solve(OpenSystemModel model)
    {
        int d = model.Dimension;
        Matrix<Complex> generator = Matrix<Complex>.Build.Dense(d * d, d * d);
        foreach ((int row, int column, Complex value) in Liouvillian.Of(model).Matrix.Entries())
        {
            generator[row, column] = value;
        }

        double size = generator.Enumerate().Max(v => v.Magnitude);
        if (size == 0)
        {
            throw path.Error("initial.steadyState: the model does not move, so it has no steady state of its own");
        }

        generator /= size;
        MathNet.Numerics.LinearAlgebra.Factorization.Svd<Complex> svd = generator.Svd(computeVectors: true);
        if (svd.S[^2].Magnitude < Singular)
        {
            throw path.Error("initial.steadyState: the model has several steady states (something is conserved), so which one it ends in depends on where it began");
        }

        Complex[] null_ = [.. svd.VT.Row((d * d) - 1).Conjugate()];
        Complex trace = Enumerable.Range(0, d).Aggregate(Complex.Zero, (t, k) => t + null_[(k * d) + k]);
        var state = Operator.FromDense(d, [.. null_.Select(v => v / trace)]);
        return (0.5 * state) + (0.5 * state.Adjoint());
    }
}
