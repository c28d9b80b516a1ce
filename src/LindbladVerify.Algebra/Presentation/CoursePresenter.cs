using System.Globalization;
using System.Numerics;
using LindbladVerify.Algebra.Laplace;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Presentation;

/// <summary>Writes a time course as a person would: what stays, then what decays more and more slowly or swings, frequencies that are roots by a name, what all coefficients have in common before a bracket.</summary>
/// <param name="names">One name a variable.</param>
/// <param name="time">The name of the time, none of the names.</param>
/// <param name="root">A whole number whose square root a further variable, the last, stands for in coefficients; null where all variables have names.</param>
/// <param name="typical">A function at the numbers of the model: they tell what swings from what does not.</param>
internal sealed class CoursePresenter(IReadOnlyList<string> names, string time, BigInteger? root, Func<RationalFunction, double> typical)
{
    private static readonly PresentationOptions Plain = new() { Definitions = 0 };
    private readonly List<(RationalFunction Square, bool IsReal, string Name, Form Form)> frequencies = [];

    /// <summary>The course.</summary>
    /// <param name="modes">Its parts, functions of all variables.</param>
    /// <param name="signs">The sign of each name; 0 where it has none that is sure.</param>
    /// <param name="terms">How many terms numerator and denominator of the Laplace transform have.</param>
    public PresentedFormula Present(IReadOnlyList<CourseMode> modes, IReadOnlyList<int> signs, (int Numerator, int Denominator) terms)
    {
        foreach (RationalFunction square in modes.Where(m => m.Square is not null && Root(m) is null).Select(m => m.Square!))
        {
            Name(square, signs);
        }

        List<CourseGroup> groups = [.. modes.OrderBy(m => m.Decay.IsZero && m.Square is null ? double.NegativeInfinity : typical(m.Decay)).SelectMany(Groups).Where(g => g.Parts.Count > 0)];
        for (int k = 1; k < groups.Count; k++)
        {
            int same = groups.FindIndex(g => g.Decay.Equals(groups[k].Decay));
            if (same < k)
            {
                groups[same] = groups[same] with { Parts = [.. groups[same].Parts, .. groups[k].Parts] };
                groups.RemoveAt(k--);
            }
        }

        Form form = Sum(groups);
        RationalFunction[] all = [.. groups.SelectMany(g => g.Parts.Select(p => p.Coefficient))];
        if (all.Length > 1)
        {
            RationalFunction common = Common(all);
            Form together = Multiplied(common, Sum([.. groups.Select(g => g with { Parts = [.. g.Parts.Select(p => p with { Coefficient = p.Coefficient.Over(common) })] })]));
            form = together.Length < form.Length ? together : form;
        }

        return new PresentedFormula(form, [.. frequencies.Select(f => (f.Name, f.Form))], terms.Numerator, terms.Denominator);
    }

    /// <summary>Variables: the names, the time, the frequencies, and what stands for a root of a whole number.</summary>
    private int Variables => names.Count + 1 + frequencies.Count + (root is null ? 0 : 1);

    private string[] Names => [.. names, time, .. frequencies.Select(f => f.Name)];

    private PresentationOptions Options => Plain with { Root = root };

    private void Name(RationalFunction square, IReadOnlyList<int> signs)
    {
        if (frequencies.Exists(f => f.Square.Equals(square)))
        {
            return;
        }

        bool isReal = typical(square) >= 0;
        RationalFunction shown = Narrow(square);
        PresentedFormula written = new RootPresenter(names, signs).Present(shown.ScaledBy(0), 1, isReal ? shown : shown.ScaledBy(-1));
        string stem = isReal ? "w" : "k";
        string[] taken = [.. Names, "pi", "i"];
        string name = new[] { stem, stem + "r" }.Concat(Enumerable.Range(1, taken.Length + 1).Select(k => string.Create(CultureInfo.InvariantCulture, $"{stem}{k}"))).First(n => !taken.Contains(n, StringComparer.Ordinal));
        frequencies.Add((square, isReal, name, written.Form));
    }

    /// <summary>w where w² is the square of a rational function.</summary>
    private static RationalFunction? Root(CourseMode mode) =>
        PolynomialSquareRoot.Of(mode.Square!.Numerator) is { } above && PolynomialSquareRoot.Of(mode.Square.Denominator) is { } below ? new RationalFunction(above, below) : null;

    /// <summary>The parts of a mode, an exponential each.</summary>
    private IEnumerable<CourseGroup> Groups(CourseMode mode)
    {
        RationalFunction t = Variable(names.Count);
        RationalFunction decay = Wide(mode.Decay);
        if (mode.Square is null)
        {
            RationalFunction power = One();
            var parts = new List<CoursePart>();
            foreach (RationalFunction coefficient in mode.Even)
            {
                parts.Add(new CoursePart(Wide(coefficient).Times(power), null));
                power = power.Times(t);
            }

            return [Group(decay, parts)];
        }

        RationalFunction even = Wide(mode.Even[0]), odd = Wide(mode.Odd!);
        int place = frequencies.FindIndex(f => f.Square.Equals(mode.Square));
        RationalFunction w = place < 0 ? Wide(Root(mode)!) : Variable(names.Count + 1 + place);
        if (place < 0 || frequencies[place].IsReal)
        {
            Form angle = Multiplied(w, new NameForm(time));
            var sine = new CallForm("sin", angle);
            return [Group(decay, [new CoursePart(even, new CallForm("cos", angle)), place < 0 ? new CoursePart(odd.Over(w), sine) : new CoursePart(odd, sine, new NameForm(frequencies[place].Name))])];
        }

        // Two exponentials, as cosh and sinh of what has long decayed are too large for numbers.
        RationalFunction half = odd.Over(w);
        return [Group(decay.Minus(w), [new CoursePart(even.Plus(half).ScaledBy(new BigRational(1, 2)), null)]), Group(decay.Plus(w), [new CoursePart(even.Minus(half).ScaledBy(new BigRational(1, 2)), null)])];
    }

    private static CourseGroup Group(RationalFunction decay, IEnumerable<CoursePart> parts) => new(decay, [.. parts.Where(p => !p.Coefficient.IsZero)]);

    private SumForm Sum(IReadOnlyList<CourseGroup> groups) => new([.. groups.SelectMany(Written)]);

    /// <summary>A group, what its coefficients have in common first.</summary>
    private IEnumerable<(bool Negative, Form Form)> Written(CourseGroup group)
    {
        if (group.Decay.IsZero)
        {
            return group.Parts.SelectMany(Signed);
        }

        bool isFast = IsNegative(group.Decay);
        Form exponent = Multiplied(isFast ? group.Decay.ScaledBy(-1) : group.Decay, new NameForm(time));
        var exponential = new CallForm("exp", isFast ? exponent : new SumForm([(true, exponent)]));
        if (group.Parts is [var only])
        {
            bool minus = IsNegative(only.Coefficient);
            return [(minus, Multiplied(minus ? only.Coefficient.ScaledBy(-1) : only.Coefficient, exponential, only))];
        }

        RationalFunction common = Common([.. group.Parts.Select(p => p.Coefficient)]);
        bool negative = IsNegative(group.Parts[0].Coefficient);
        RationalFunction signed = negative ? common.ScaledBy(-1) : common;
        var inner = new SumForm([.. group.Parts.SelectMany(p => Signed(p with { Coefficient = p.Coefficient.Over(signed) }))]);
        return [(negative, Multiplied(common, exponential, inner))];
    }

    /// <summary>A part as a term of a sum; of a sum that stands alone, its terms.</summary>
    private IEnumerable<(bool Negative, Form Form)> Signed(CoursePart part)
    {
        bool negative = IsNegative(part.Coefficient);
        Form form = Multiplied(negative ? part.Coefficient.ScaledBy(-1) : part.Coefficient, part);
        return form is SumForm sum ? sum.Parts.Select(p => (p.Negative != negative, p.Part)) : [(negative, form)];
    }

    private Form Multiplied(RationalFunction factor, CoursePart part) => Multiplied(factor, part.Basis is null ? [] : [part.Basis], part.Under);

    private Form Multiplied(RationalFunction factor, Form first, CoursePart part) => Multiplied(factor, part.Basis is null ? [first] : [first, part.Basis], part.Under);

    private Form Multiplied(RationalFunction factor, params Form[] others) => Multiplied(factor, others, null);

    /// <summary>A factor before others; under one line what they are divided by.</summary>
    private Form Multiplied(RationalFunction factor, Form[] others, Form? under)
    {
        Form form = FormulaPresenter.Present(factor, Names, Options).Form;
        if (others.Length == 0)
        {
            return form;
        }

        (Form above, Form? below) = form is QuotientForm quotient ? (quotient.Above, quotient.Below) : (form, null);
        Form[] factors = [.. above is NumberForm { Value.IsOne: true } ? [] : Factors(above), .. others.SelectMany(Factors)];
        Form[] divisors = [.. below is null ? [] : Factors(below), .. under is null ? Array.Empty<Form>() : [under]];
        return divisors.Length == 0 ? Product(factors) : new QuotientForm(Product(factors), Product(divisors));

        static IEnumerable<Form> Factors(Form form) => form is ProductForm product ? product.Factors : [form];
        static Form Product(Form[] factors) => factors.Length == 1 ? factors[0] : new ProductForm(factors);
    }

    private static bool IsNegative(RationalFunction f) => PolynomialArranger.IsBackwards(f.Numerator);

    /// <summary>What functions that are not zero have in common: numbers and factors above, the least common multiple of what is below.</summary>
    private static RationalFunction Common(RationalFunction[] functions)
    {
        MultivariatePolynomial above = PolynomialGcd.Of(functions.Select(f => f.Numerator)), below = functions[0].Denominator;
        BigInteger number = functions.Aggregate(BigInteger.Zero, (n, f) => BigInteger.GreatestCommonDivisor(n, f.Numerator.Content().Numerator));
        foreach (MultivariatePolynomial denominator in functions.Skip(1).Select(f => f.Denominator))
        {
            below *= denominator.TryDivide(PolynomialGcd.Of(below, denominator))!;
        }

        BigInteger under = functions.Aggregate(BigInteger.One, (n, f) => n / BigInteger.GreatestCommonDivisor(n, f.Denominator.Content().Numerator) * f.Denominator.Content().Numerator);
        return new RationalFunction(PolynomialGcd.Primitive(above).Scale(number), PolynomialGcd.Primitive(below).Scale(under));
    }

    private RationalFunction One() => new(MultivariatePolynomial.Constant(Variables, 1), MultivariatePolynomial.Constant(Variables, 1));

    private RationalFunction Variable(int place) => new(MultivariatePolynomial.Variable(Variables, place), MultivariatePolynomial.Constant(Variables, 1));

    private RationalFunction Wide(RationalFunction f)
    {
        int[] places = [.. Enumerable.Range(0, names.Count), .. root is null ? Array.Empty<int>() : [Variables - 1]];
        return new(f.Numerator.Rename(Variables, places), f.Denominator.Rename(Variables, places));
    }

    /// <summary>A decay rate or frequency, in which the root of a whole number does not occur, in the names alone.</summary>
    private RationalFunction Narrow(RationalFunction f) => root is null ? f : new(f.Numerator.Drop(names.Count), f.Denominator.Drop(names.Count));
}

/// <summary>A coefficient with what it stands before and what is below that; null of 1.</summary>
internal sealed record CoursePart(RationalFunction Coefficient, Form? Basis, Form? Under = null);

/// <summary>Parts that decay together.</summary>
internal sealed record CourseGroup(RationalFunction Decay, IReadOnlyList<CoursePart> Parts);
