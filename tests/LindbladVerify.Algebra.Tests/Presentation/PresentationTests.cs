using System.Xml.Linq;
using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Interpolation;
using LindbladVerify.Algebra.Polynomials;
using LindbladVerify.Algebra.Presentation;
using LindbladVerify.Algebra.Tests.Interpolation;
using Xunit;
using Xunit.Abstractions;

namespace LindbladVerify.Algebra.Tests.Presentation;

public sealed class PresentationTests(ITestOutputHelper output)
{
    private static readonly string[] Three = ["x", "y", "z"];
    private static readonly MultivariatePolynomial X = V(0), Y = V(1), Z = V(2), One = MultivariatePolynomial.Constant(3, 1);

    [Fact]
    public void ThePairIsWrittenAsAPersonWould()
    {
        PresentedFormula golden = Pair(PairBlock.GoldenRule);
        Assert.Equal((6, 7), (golden.NumeratorTerms, golden.DenominatorTerms));
        Assert.Equal("Gc + G2", Assert.Single(golden.Where).Value);
        PresentedFormula error = Pair(PairBlock.ErrorOfEquation9);
        Assert.StartsWith("4*Delta^4*P^2*(1 - P^2)/", error.Text, StringComparison.Ordinal);
        PresentedFormula residence = Pair(PairBlock.Residence);
        Assert.Equal((8, 11), (residence.NumeratorTerms, residence.DenominatorTerms));
        output.WriteLine(golden.Latex);
        output.WriteLine(golden.CSharp);
        output.WriteLine(golden.Python);
        output.WriteLine(golden.MathML);
        Assert.Contains("\\Delta^2", golden.Latex, StringComparison.Ordinal);
        Assert.Contains("G_c", golden.Latex, StringComparison.Ordinal);

        PresentedFormula Pair(IBlackBox box)
        {
            RationalFunction f = RationalReconstruction.Run(box).Require();
            PresentedFormula p = FormulaPresenter.Present(f, PairBlock.Names);
            output.WriteLine(p.ToString());
            RequireSame(f, p, PairBlock.Names);
            return p;
        }
    }

    [Fact]
    public void SimpleThingsAreWrittenSimply()
    {
        Equal("0", MultivariatePolynomial.Zero(3), One);
        Equal("-3/5", One.Scale(-3), One.Scale(5));
        Equal("x/2", X, One.Scale(2));
        Equal("1 - x^2", One - (X * X), One);
        Equal("-(1 - x^2)*y^2/z^2", ((X * X) - One) * Y * Y, Z * Z, "-y^2*(1 - x^2)/z^2");
        Equal("(x + y)^2/(2*z)", (X + Y).Power(2), Z.Scale(2));
        Equal("2*x*y/(3*(y^2 + z^2))", (X * Y).Scale(2), ((Y * Y) + (Z * Z)).Scale(3));
        Equal("x - y", X - Y, One);
        Equal("y - x", Y - X, One);
        Equal("1/(x^2 + y)^3", One, ((X * X) + Y).Power(3));

        static void Equal(string text, MultivariatePolynomial above, MultivariatePolynomial below, string? also = null)
        {
            string printed = FormulaPresenter.Present(new RationalFunction(above, below), Three).Text;
            Assert.Contains(printed, new[] { text, also });
        }
    }

    [Fact]
    public void PrintedTextIsTheSameFunction()
    {
        for (int seed = 0; seed < 120; seed++)
        {
            MultivariatePolynomial a = R(seed, 1 + (seed % 6)), b = R(seed + 300, 1 + (seed % 4));
            MultivariatePolynomial special = (seed % 5) switch
            {
                0 => One - (X * X),
                1 => (X + Y).Power(2) + (Z * Z),
                2 => (((X * X) + (Y * Z)).Power(2) + (X * X * Y)).Scale(-1),
                3 => X + Y + Y,
                _ => One,
            };
            var f = RationalFunction.Reduce(a * special, b * (seed % 2 == 0 ? Y + Z : One));
            RequireSame(f, FormulaPresenter.Present(f, Three), Three);
            RequireSame(f, FormulaPresenter.Present(f, Three, new PresentationOptions { Definitions = 0, LongestArranged = seed % 3 == 0 ? 1 : 150 }), Three);
        }
    }

    [Fact]
    public void SumsGetNamesThatAreFree()
    {
        string[] names = ["Gamma1", "Gamma2", "Gammab"];
        MultivariatePolynomial s = X + Y;
        var f = new RationalFunction(s.Power(4) + (Z * s.Power(2)) + Z.Power(3), s.Power(3) + Z);
        PresentedFormula p = FormulaPresenter.Present(f, names);
        KeyValuePair<string, string> definition = Assert.Single(p.Where);
        Assert.Equal("Gammas", definition.Key);
        Assert.Equal("Gamma1 + Gamma2", definition.Value);
        RequireSame(f, p, names);
        Assert.Contains("\\Gamma_1", p.Latex, StringComparison.Ordinal);
    }

    [Fact]
    public void DifferencesGetNamesAndOtherSumsALetter()
    {
        MultivariatePolynomial d = X - Y;
        var difference = new RationalFunction(d.Power(4) + (Z * d.Power(2)) + Z.Power(3), d.Power(3) + Z);
        PresentedFormula p = FormulaPresenter.Present(difference, ["A1", "A2", "g"]);
        Assert.Equal(KeyValuePair.Create("dA", "A1 - A2"), Assert.Single(p.Where));
        RequireSame(difference, p, ["A1", "A2", "g"]);
        MultivariatePolynomial s = X + Y;
        var sum = new RationalFunction(s.Power(4) + (Z * s.Power(2)) + Z.Power(3), s.Power(3) + Z);
        Assert.Equal(KeyValuePair.Create("u", "kappa + gs"), Assert.Single(FormulaPresenter.Present(sum, ["kappa", "gs", "s"]).Where));
    }

    [Fact]
    public void SumsAreWrittenInFactorsAndGroups()
    {
        Equal("x^4*(8*z^2 + 5*y^2) + 8*(z^2 + y^2)*(z^2 + 4*y^2)*(4*z^2 + y^2)", (X.Power(4) * ((Z * Z).Scale(8) + (Y * Y).Scale(5))) + (((Z * Z) + (Y * Y)) * ((Z * Z) + (Y * Y).Scale(4)) * ((Z * Z).Scale(4) + (Y * Y))).Scale(8), "x^4*(5*y^2 + 8*z^2) + 8*(y^2 + z^2)*(y^2 + 4*z^2)*(4*y^2 + z^2)");
        Equal("3*z^4 + (x^2 + 4*y^2)*(x^2 + 2*z^2 + y^2)", (Z.Power(4).Scale(3)) + (((X * X) + (Y * Y).Scale(4)) * ((X * X) + (Z * Z).Scale(2) + (Y * Y))), "(x^2 + 4*y^2)*(x^2 + y^2 + 2*z^2) + 3*z^4");
        Equal("x*y + (1 - z)^2*(x^2 + y^2)", (X * Y) + ((One - Z).Power(2) * ((X * X) + (Y * Y))), "(1 - z)^2*(x^2 + y^2) + x*y");
        Equal("(z^2 - x^2*y)/y^3", ((X * X * Y) - (Z * Z)).Scale(-1), below: Y.Power(3));

        static void Equal(string text, MultivariatePolynomial p, string? also = null, MultivariatePolynomial? below = null)
        {
            var f = new RationalFunction(p, below ?? One);
            PresentedFormula formula = FormulaPresenter.Present(f, Three, new PresentationOptions { Definitions = 0 });
            RequireSame(f, formula, Three);
            Assert.Contains(formula.Text, new[] { text, also });
        }
    }

    [Theory]
    [InlineData("(x - sqrt(x^2 - 4*y^2))/2", 1, 2, 0, 1, 1, 1)] // x/2 - √(x²/4 - y²)
    [InlineData("sqrt(16*x^2 - (y - 2*z)^2)/4", 0, 1, 1, 1, 1, 1)]
    [InlineData("x*(1 - sqrt(1 - y^2))", 1, 1, 2, 1, 1, 1)] // x - √(x² (1 - y²))
    [InlineData("x - sqrt(x^2*(1 - y^2))", 1, 1, 2, 0, 1, 1)] // x has no sign that is sure
    [InlineData("x*sqrt(6)/2", 0, 1, 3, 1, 1, 1)] // √(3 x²/2)
    [InlineData("x*sqrt(y*z)/y", 0, 1, 4, 1, 1, 1)] // √(x² z/y)
    public void RootsAreWrittenWithSquaresBeforeThem(string text, int above, int below, int radicand, int signX, int signY, int signZ)
    {
        MultivariatePolynomial w = Y - Z.Scale(2);
        RationalFunction[] radicands =
        [
            new((X * X) - (Y * Y).Scale(4), One.Scale(4)), new((X * X).Scale(16) - (w * w), One.Scale(16)), new(X * X * (One - (Y * Y)), One), new((X * X).Scale(3), One.Scale(2)), new(X * X * Z, Y),
        ];
        var plain = new RationalFunction(X.Scale(above), One.Scale(below));
        PresentedFormula formula = new RootPresenter(Three, [signX, signY, signZ]).Present(plain, plain.IsZero ? 1 : -1, radicands[radicand]);
        Assert.Equal(text, formula.Text);
    }

    [Fact]
    public void MathMLIsWellFormedAndNamesAreMadeSafe()
    {
        var f = new RationalFunction(X + (Y * Y), One + (Z * X).Scale(-3));
        PresentedFormula p = FormulaPresenter.Present(f, ["lambda", "in", "omega0"]);
        XElement math = XElement.Parse(p.MathML.Replace("&#x2062;", "", StringComparison.Ordinal));
        Assert.Equal("math", math.Name.LocalName);
        Assert.Contains("λ", p.MathML, StringComparison.Ordinal);
        Assert.Contains("lambda_", p.Python, StringComparison.Ordinal);
        Assert.Contains("@in", p.CSharp, StringComparison.Ordinal);
        Assert.Contains("\\omega_0", p.Latex, StringComparison.Ordinal);
        Assert.Contains("**2", p.Python, StringComparison.Ordinal);
        Assert.DoesNotContain("^", p.CSharp, StringComparison.Ordinal);
        Assert.Contains("3.0", p.CSharp, StringComparison.Ordinal);
    }

    [Fact]
    public void HugeNumbersAreKept()
    {
        var huge = System.Numerics.BigInteger.Pow(3, 200);
        var f = new RationalFunction(X.Scale(huge) + One, Y.Scale(huge + 1) + Z);
        PresentedFormula p = FormulaPresenter.Present(f, Three);
        RequireSame(f, p, Three);
        Assert.Contains("E+95", p.CSharp, StringComparison.Ordinal);
    }

    private static void RequireSame(RationalFunction f, PresentedFormula p, string[] names)
    {
        var sampler = new FieldSampler(17);
        for (int k = 0; k < 3; k++)
        {
            BigRational[] point = [.. names.Select(_ => new BigRational(1 + sampler.NextBelow(10_000_000), 1 + sampler.NextBelow(1000)))];
            if (f.Evaluate(point) is BigRational expected)
            {
                Assert.Equal(expected, ExactText.Evaluate(p, names, point));
            }
        }
    }

    private static MultivariatePolynomial R(int seed, int terms) => RationalReconstructionTests.Random(3, terms, 2, seed + 1, 4);

    private static MultivariatePolynomial V(int k) => MultivariatePolynomial.Variable(3, k);
}
