using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;
using LindbladVerify.Systems.Multiprecision;

namespace LindbladVerify.Systems.PrimeFields;

/// <summary>
/// The equations of motion of an observable of a model file over prime fields: a second build of the generator, from the same file, in matrix units scaled so
/// that every entry is a rational function of the parameters; restricted to what the initial state reaches and the observable sees.
/// </summary>
/// <remarks>
/// Supported: spins of any j, levels, dissipators, telegraphs, fluctuators and Markov chains; numbers are the decimal fractions that they read as.
/// Not supported: drives, Ornstein–Uhlenbeck noise, recorded traces, abs, min, max. Immutable and safe to use from several threads.
/// Cost: one product per term of every entry a point.
/// </remarks>
public sealed class FieldModel
{
    private const int CreationBits = 192;
    private readonly FieldProgram program;
    private readonly int[] rowStarts;
    private readonly int[] columns;
    private readonly int checks;

    private FieldModel(GeneratorStructure structure, IReadOnlyList<string> parameters, IEnumerable<(string Name, Expression Value)> definitions)
    {
        var builder = new FieldProgramBuilder(parameters);
        foreach ((string name, Expression value) in definitions)
        {
            if (!parameters.Contains(name, StringComparer.Ordinal))
            {
                builder.Define(name, value);
            }
        }

        var compiler = new FieldModelCompiler(structure, builder);
        int[] outputs = compiler.Outputs(out rowStarts, out columns);
        checks = compiler.Checks;
        HasIrrationalScale = !compiler.Scale.IsOne;
        program = builder.Build(outputs);
    }

    /// <summary>The parameters whose values a point gives, in order.</summary>
    public IReadOnlyList<string> Parameters => program.Inputs;

    /// <summary>Number of coupled equations.</summary>
    public int Equations => rowStarts.Length - 1;

    /// <summary>Number of entries of the generator.</summary>
    public int Entries => columns.Length;

    /// <summary>Whether the observable is the root of a whole number times what <see cref="FieldSystem"/> says: quantities in which it drops out may still be asked for.</summary>
    public bool HasIrrationalScale { get; }

    /// <summary>Number of square roots in the equations.</summary>
    public int Roots => program.Roots;

    /// <summary>Whether exponentials, logarithms or pi occur in the equations.</summary>
    public bool HasIndeterminates => program.HasIndeterminates;

    /// <summary>The equations of an observable.</summary>
    /// <param name="model">The file.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <param name="parameters">Parameters that stay variables; the others have the values of the file.</param>
    /// <exception cref="NotAlgebraicException">The model has no place in exact algebra, or is too large.</exception>
    public static FieldModel Create(ModelFile model, string observable, IReadOnlyList<string> parameters)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(parameters);
        try
        {
            var values = new PreciseParameters(CreationBits);
            foreach ((string name, Expression value) in model.Parameters.Exact)
            {
                values.Set(name, values.Value(value));
            }

            var shape = new List<Expression>();
            var structure = new GeneratorStructure(model, observable, e =>
            {
                shape.Add(e);
                return values.WholeNumber(e);
            });
            RequireFixedShape(model, shape, parameters);
            return new FieldModel(structure, parameters, model.Parameters.Exact);
        }
        catch (UnsupportedModelException e)
        {
            throw new NotAlgebraicException(e.Message.Replace(" in many digits", " by exact algebra", StringComparison.Ordinal));
        }
        catch (ExpressionException e)
        {
            throw new NotAlgebraicException(e.Message);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new NotAlgebraicException(e.Message);
        }
    }

    /// <summary>A system to bind.</summary>
    public FieldSystem NewSystem() => new(rowStarts, columns, checks);

    /// <summary>The equations at a point.</summary>
    /// <param name="valuation">The field, and what roots and indeterminates are.</param>
    /// <param name="point">Values of <see cref="Parameters"/>.</param>
    /// <param name="system">What is filled.</param>
    /// <returns>False where an entry has no value: another point is drawn then.</returns>
    /// <exception cref="NotAlgebraicException">An operator that must be Hermitian is not.</exception>
    public bool TryBind(Valuation valuation, ReadOnlySpan<ulong> point, FieldSystem system)
    {
        ArgumentNullException.ThrowIfNull(valuation);
        ArgumentNullException.ThrowIfNull(system);
        system.Field = valuation.Field;
        if (!program.TryRun(valuation, point, system.All))
        {
            return false;
        }

        return !system.Checks.ContainsAnyExcept(0UL) ? true : throw new NotAlgebraicException("The Hamiltonian, a noise operator or the observable is Hermitian for special parameters only.");
    }

    /// <summary>Bounds of all entries: matrix by rows, initial values, weights.</summary>
    /// <param name="parameters">Sizes of the parameters.</param>
    public (FractionSize[] Matrix, FractionSize[] Initial, FractionSize[] Observable) Sizes(IReadOnlyList<FractionSize> parameters)
    {
        FractionSize[] all = [.. program.Sizes(parameters)];
        return (all[..columns.Length], all[columns.Length..(columns.Length + Equations)], all[(columns.Length + Equations)..(columns.Length + (2 * Equations))]);
    }

    /// <summary>Where rows of the generator begin among its entries.</summary>
    public IReadOnlyList<int> RowStarts => rowStarts;

    /// <summary>Refuses variables on which the number of equations depends.</summary>
    private static void RequireFixedShape(ModelFile model, List<Expression> shape, IReadOnlyList<string> parameters)
    {
        var dependent = new HashSet<string>(parameters, StringComparer.Ordinal);
        foreach ((string name, Expression value) in model.Parameters.Exact)
        {
            if (value.Names().Any(dependent.Contains))
            {
                dependent.Add(name);
            }
        }

        if (shape.SelectMany(e => e.Names()).FirstOrDefault(dependent.Contains) is { } shaping)
        {
            throw new NotAlgebraicException($"The number of levels, fluctuators or factors depends on '{shaping}': no one rational function covers all its values.");
        }
    }
}
