using System.Collections.Concurrent;
using System.Globalization;
using LindbladVerify.LinearAlgebra.Multiprecision;
using LindbladVerify.Systems.Expressions;
using LindbladVerify.Systems.ModelFiles;

namespace LindbladVerify.Systems.Multiprecision;

/// <summary>
/// The equations of motion of an observable of a model file, from the file's text and exact decimal numbers, in as many digits as asked for: an
/// independent second build of the generator, in matrix units. Structure is found once; a point only sums coefficients. Safe to use from several threads.
/// </summary>
/// <remarks>Supported: spins, levels, dissipators, telegraphs, fluctuators and Markov chains. Not supported: drives, Ornstein–Uhlenbeck noise, recorded traces.</remarks>
public sealed class PreciseModel
{
    private const int CreationBits = 192;
    private readonly ModelFile model;
    private readonly string observable;
    private readonly IReadOnlyList<(string Name, Expression Value)> parameters;
    private readonly GeneratorStructure first;
    private readonly ConcurrentDictionary<string, GeneratorStructure> variants = new(StringComparer.Ordinal);

    /// <summary>Expressions that shape the equations (levels, exponents, counts) and so must be whole numbers, in the order in which they were met.</summary>
    private readonly IReadOnlyList<Expression> shape;

    private PreciseModel(ModelFile model, string observable)
    {
        this.model = model;
        this.observable = observable;
        parameters = model.Parameters.Exact;
        PreciseParameters values = Values(new Dictionary<string, Ball>(StringComparer.Ordinal), CreationBits);
        var met = new List<Expression>();
        first = new GeneratorStructure(model, observable, e =>
        {
            met.Add(e);
            return values.WholeNumber(e);
        });
        shape = [.. met.Where(e => e.Names().Count > 0)];
        variants[Key(values)] = first;
    }

    /// <summary>Number of coupled equations with the file's own parameters.</summary>
    public int Equations => first.Equations;

    /// <summary>Number of entries of the generator.</summary>
    public int Entries => first.Entries;

    /// <summary>Multiply-adds that assembling a point takes.</summary>
    public int Terms => first.Terms;

    /// <summary>The equations of an observable; null where the model has parts without an evaluation in many digits.</summary>
    /// <param name="model">The file.</param>
    /// <param name="observable">Name of the observable.</param>
    /// <param name="reason">Why there are none; empty where there are.</param>
    public static PreciseModel? TryCreate(ModelFile model, string observable, out string reason)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (!model.Observables.Fields.Any(o => string.Equals(o.Name, observable, StringComparison.Ordinal)))
        {
            reason = $"The model has no observable '{observable}'.";
            return null;
        }

        try
        {
            reason = string.Empty;
            return new PreciseModel(model, observable);
        }
        catch (UnsupportedModelException e)
        {
            reason = e.Message;
        }
        catch (ExpressionException e)
        {
            reason = e.Message;
        }
        catch (ArgumentOutOfRangeException e)
        {
            reason = e.Message;
        }

        return null;
    }

    /// <summary>The equations at a point; null where these digits do not suffice to tell a number of the model from 0.</summary>
    /// <param name="overrides">Values in place of those of the file, in rad/s, 1/s, s or nm; expressions of later parameters use them.</param>
    /// <param name="bits">Working precision.</param>
    /// <exception cref="ArgumentOutOfRangeException">The model does not exist there: a negative rate, a probability above 1, a Hamiltonian that is not Hermitian.</exception>
    public PreciseSystem? Bind(IReadOnlyDictionary<string, Ball> overrides, int bits)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        PreciseParameters values = Values(overrides, bits);
        if (values.NeedsDigits)
        {
            return null;
        }

        try
        {
            GeneratorStructure structure = shape.Count == 0 ? first : variants.GetOrAdd(Key(values), _ => new GeneratorStructure(model, observable, values.WholeNumber));
            return structure.Bind(values);
        }
        catch (UnsupportedModelException e)
        {
            throw new ArgumentOutOfRangeException(e.Message, e);
        }
        catch (ExpressionException e)
        {
            throw new ArgumentOutOfRangeException(e.Message, e);
        }
    }

    private string Key(PreciseParameters values) => string.Join(',', shape.Select(e => values.WholeNumber(e).ToString(CultureInfo.InvariantCulture)));

    private PreciseParameters Values(IReadOnlyDictionary<string, Ball> overrides, int bits)
    {
        string? unknown = overrides.Keys.FirstOrDefault(n => parameters.All(p => !string.Equals(p.Name, n, StringComparison.Ordinal)));
        if (unknown is not null)
        {
            throw PreciseParameters.Refused($"There is no parameter '{unknown}' to set.");
        }

        var values = new PreciseParameters(bits);
        foreach ((string name, Expression value) in parameters)
        {
            values.Set(name, overrides.TryGetValue(name, out Ball given) ? given : values.Value(value));
        }

        return values;
    }
}
