using LindbladVerify.Algebra.Fields;

namespace LindbladVerify.Systems.PrimeFields;

/// <summary>
/// What the parts of expressions that are not rational are at one point of a prime field: square roots with chosen signs, and indeterminates in place of pi,
/// exponentials and logarithms. Expressions that are held against each other share one, so that equal radicands and arguments get equal values.
/// </summary>
/// <remarks>
/// A root of a number that is no square does not exist: another point is drawn then. The sign of the k-th root that is asked for is bit k of a number, so
/// that all choices can be tried. exp(a + b) = exp(a) exp(b) holds among arguments that are sums and differences of two earlier ones, exp(-a) = 1/exp(a)
/// always; what holds with indeterminates holds for the functions, what fails with them proves nothing. Not safe to use from several threads.
/// </remarks>
internal sealed class Valuation
{
    private readonly FieldSampler sampler;
    private readonly Dictionary<ulong, ulong> roots = [];
    private readonly Dictionary<ulong, ulong> exponentials = [];
    private readonly Dictionary<ulong, ulong> logarithms = [];
    private ulong? substitute;
    private ulong signs;
    private ulong pi;
    private bool isPiGiven;

    /// <param name="field">The field.</param>
    /// <param name="sampler">Draws indeterminates.</param>
    public Valuation(PrimeField field, FieldSampler sampler)
    {
        Field = field;
        this.sampler = sampler;
    }

    /// <summary>The field.</summary>
    public PrimeField Field { get; }

    /// <summary>How many different roots were taken.</summary>
    public int Roots { get; private set; }

    /// <summary>Whether an exponential, a logarithm or pi stands in as an indeterminate.</summary>
    public bool HasIndeterminates => HasPi || HasFunctions;

    /// <summary>Whether pi stands in as an indeterminate; not where it was given.</summary>
    public bool HasPi => pi != 0 && !isPiGiven;

    /// <summary>Whether an exponential or a logarithm stands in as an indeterminate.</summary>
    public bool HasFunctions => exponentials.Count > 0 || logarithms.Count > 0;

    /// <summary>The number that stands for pi.</summary>
    public ulong Pi => pi == 0 && !isPiGiven ? pi = sampler.NextGeneric(Field) : pi;

    /// <summary>Begins anew with another choice of signs.</summary>
    public void Restart(ulong signsOfRoots)
    {
        roots.Clear();
        exponentials.Clear();
        logarithms.Clear();
        Roots = 0;
        pi = 0;
        isPiGiven = false;
        signs = signsOfRoots;
        substitute = null;
    }

    /// <summary>The number whose root was replaced by <see cref="Substitute"/>; null where none was.</summary>
    public ulong? Radicand { get; private set; }

    /// <summary>Whether roots of different numbers were asked for while one was replaced.</summary>
    public bool HasSeveralRadicands { get; private set; }

    /// <summary>Begins anew with a number in place of the root of whatever one number is asked for.</summary>
    public void Substitute(ulong root)
    {
        Restart(0);
        substitute = root;
        Radicand = null;
        HasSeveralRadicands = false;
    }

    /// <summary>Takes a number for pi, until it is begun anew.</summary>
    public void GivePi(ulong value)
    {
        pi = value;
        isPiGiven = true;
    }

    /// <summary>The root of a number; false where it has none.</summary>
    public bool TryRoot(ulong radicand, out ulong root)
    {
        if (substitute is { } given)
        {
            root = given;
            HasSeveralRadicands |= Radicand is { } other && other != radicand;
            Radicand = radicand;
            return !HasSeveralRadicands;
        }

        if (roots.TryGetValue(radicand, out root))
        {
            return true;
        }

        if (!Field.TrySquareRoot(radicand, out root))
        {
            return false;
        }

        root = ((signs >> (Roots & 63)) & 1) == 0 ? root : Field.Negate(root);
        Roots += radicand == 0 ? 0 : 1;
        roots[radicand] = root;
        return true;
    }

    /// <summary>The indeterminate that stands for the exponential of a number.</summary>
    public ulong Exponential(ulong argument)
    {
        if (argument == 0)
        {
            return 1;
        }

        if (exponentials.TryGetValue(argument, out ulong known))
        {
            return known;
        }

        ulong value = Related(argument) ?? sampler.NextGeneric(Field);
        exponentials[argument] = value;
        exponentials[Field.Negate(argument)] = Field.Inverse(value);
        return value;
    }

    /// <summary>The indeterminate that stands for the logarithm of a number.</summary>
    public ulong Logarithm(ulong argument)
    {
        if (argument == 1)
        {
            return 0;
        }

        if (!logarithms.TryGetValue(argument, out ulong value))
        {
            value = sampler.NextGeneric(Field);
            logarithms[argument] = value;
            if (argument != 0)
            {
                logarithms[Field.Inverse(argument)] = Field.Negate(value);
            }
        }

        return value;
    }

    private ulong? Related(ulong argument)
    {
        foreach ((ulong a, ulong x) in exponentials)
        {
            if (exponentials.TryGetValue(Field.Subtract(argument, a), out ulong y))
            {
                return Field.Multiply(x, y);
            }
        }

        return null;
    }
}
