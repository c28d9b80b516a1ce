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
internal sealed class PreciseModel
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
        if (model.Observables.Find(observable) is null)
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

/// <summary>Values of the names of a model at a point, to a precision; and the numbers that were found unfit for use at it.</summary>
internal sealed class PreciseParameters
{
    private readonly Dictionary<string, Ball> values = new(StringComparer.Ordinal);

    public PreciseParameters(int bits) => Bits = bits;

    /// <summary>Working precision.</summary>
    public int Bits { get; }

    /// <summary>Whether something could not be told with these digits.</summary>
    public bool NeedsDigits { get; set; }

    /// <summary>Gives a name its value.</summary>
    public void Set(string name, Ball value) => values[name] = value;

    /// <summary>The value of an expression; 0 where the digits do not suffice, which is noted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The expression has no real value here.</exception>
    public Ball Value(Expression expression)
    {
        PreciseValue value = PreciseArithmetic.Evaluate(expression, values, Bits);
        if (value.Number is { } number)
        {
            return number;
        }

        if (!value.NeedsDigits)
        {
            throw Refused($"'{expression}' has no real value here (a division by zero, or the root or logarithm of a negative number).");
        }

        NeedsDigits = true;
        return Ball.Exact(BigFloat.Zero);
    }

    /// <summary>The whole number that an expression is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none, or too large.</exception>
    public int WholeNumber(Expression expression)
    {
        Ball value = Value(expression);
        BigFloat nearest = BigFloat.Scaled((value.Value + BigFloat.Of(0.5)).Floor(), 0, 0);
        return new Ball(value.Value - nearest, value.Error).MayBeZero && BigFloat.Abs(nearest) < BigFloat.Of(1_000_000L)
            ? (int)(double)nearest
            : throw Refused($"'{expression}' must be a whole number.");
    }

    /// <summary>An exception of the kind that a model's own checks lead to.</summary>
    public static ArgumentOutOfRangeException Refused(string message) => new(message, (Exception?)null);
}

/// <summary>A model at a point: dv/dt = A v, v(0) = b, observable c·v, each number with a bound on its error. A is sparse, by rows.</summary>
internal sealed class PreciseSystem
{
    private readonly int[] rowStarts;
    private readonly int[] columns;
    private readonly Tracked[] values;

    /// <param name="bits">Working precision.</param>
    /// <param name="rowStarts">[n + 1] where rows begin.</param>
    /// <param name="columns">Column of each entry.</param>
    /// <param name="values">Entries, 1/s.</param>
    /// <param name="initial">b, [n].</param>
    /// <param name="observable">c, [n].</param>
    public PreciseSystem(int bits, int[] rowStarts, int[] columns, Tracked[] values, Tracked[] initial, Tracked[] observable)
    {
        Bits = bits;
        this.rowStarts = rowStarts;
        this.columns = columns;
        this.values = values;
        Initial = initial;
        Observable = observable;
    }

    /// <summary>Working precision.</summary>
    public int Bits { get; }

    /// <summary>b, [n].</summary>
    public IReadOnlyList<Tracked> Initial { get; }

    /// <summary>c, [n].</summary>
    public IReadOnlyList<Tracked> Observable { get; }

    /// <summary>Where rows of A begin among its entries, [n + 1].</summary>
    public IReadOnlyList<int> RowStarts => rowStarts;

    /// <summary>Column of each entry of A.</summary>
    public IReadOnlyList<int> Columns => columns;

    /// <summary>The entries of A, 1/s.</summary>
    public IReadOnlyList<Tracked> Values => values;

    /// <summary>How many powers of two the entries of A that are not 0 span.</summary>
    public int Span
    {
        get
        {
            long[] sizes = [.. values.Where(v => !v.MayBeZero).Select(v => v.Value.Magnitude)];
            return sizes.Length == 0 ? 0 : (int)Math.Min(sizes.Max() - sizes.Min(), int.MaxValue / 16);
        }
    }
}

/// <summary>A condition that a number of a model file must meet: value ≥ 0, or &gt; 0.</summary>
/// <param name="Value">What must not be negative.</param>
/// <param name="IsStrict">Whether 0 is refused too.</param>
/// <param name="Refuse">The refusal, as reading the file with these values would word it.</param>
internal sealed record ModelCheck(Expression Value, bool IsStrict, Func<ModelFileException> Refuse)
{
    /// <summary>Throws where the condition is certainly not met.</summary>
    /// <exception cref="ArgumentOutOfRangeException">With the words of the refusal.</exception>
    public void Require(PreciseParameters parameters)
    {
        Ball value = parameters.Value(Value);
        bool isZero = value.Value.IsZero && value.Error.IsZero && !parameters.NeedsDigits;
        if ((value.Value.Sign < 0 && !value.MayBeZero) || (isZero && IsStrict))
        {
            ModelFileException refusal = Refuse();
            throw new ArgumentOutOfRangeException(refusal.Message, refusal);
        }
    }

    /// <summary>least ≤ value ≤ most.</summary>
    public static IEnumerable<ModelCheck> Within(Expression value, int least, int most, Func<ModelFileException> refuse) =>
    [
        new(new BinaryExpression(BinaryOperator.Subtract, value, new NumberExpression(least)), false, refuse),
        new(new BinaryExpression(BinaryOperator.Subtract, new NumberExpression(most), value), false, refuse),
    ];
}

/// <summary>A part of a model for which there is no evaluation in many digits; the message says which and why.</summary>
internal sealed class UnsupportedModelException(string message) : Exception(message);
