using System.Numerics;
using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Operators;

public class HilbertSpaceTests
{
    private static readonly HilbertSpace Space = new(Site.OfSpin("S", 0.5), Site.OfLevels("c", 3), Site.OfSpin("I", 1));
    private readonly RandomSystems random = new(11);

    [Fact]
    public void First_site_varies_slowest()
    {
        Operator a = random.General(2), b = random.General(3), c = random.General(3);
        Operator product = Space.Product(a, b, c);
        for (int i = 0; i < 18; i++)
        {
            for (int j = 0; j < 18; j++)
            {
                Complex expected = a[i / 9, j / 9] * b[i / 3 % 3, j / 3 % 3] * c[i % 3, j % 3];
                Approx.Equal(expected, product[i, j], 4 * Approx.Epsilon, "entry of a Kronecker product");
            }
        }
    }

    [Fact]
    public void A_product_of_local_operators_is_the_tensor_product()
    {
        Operator a = random.General(2), b = random.General(3), c = random.General(3);
        Approx.Equal(Space.Product(a, b, c), Space.On("S", a) * Space.On("c", b) * Space.On("I", c), 8 * Approx.Epsilon, "juxtaposition means the tensor product");
    }

    [Fact]
    public void Operators_of_different_sites_commute()
    {
        Operator commutator = Operator.Commutator(Space.On("S", random.General(2)), Space.On("I", random.General(3)));
        Assert.True(commutator.Matrix.LargestModulus() <= 4 * Approx.Epsilon);
    }

    [Fact]
    public void Mistakes_are_named()
    {
        Assert.Contains("'X'", Assert.Throws<ArgumentException>(() => Space["X"]).Message, StringComparison.Ordinal);
        Assert.Contains("S, c, I", Assert.Throws<ArgumentException>(() => Space.On("X", random.General(2))).Message, StringComparison.Ordinal);
        Assert.Contains("'c' has 3 states", Assert.Throws<ArgumentException>(() => Space.On("c", random.General(2))).Message, StringComparison.Ordinal);
        Assert.Contains("'S'", Assert.Throws<ArgumentException>(() => new HilbertSpace(Site.OfSpin("S", 1), Site.OfSpin("S", 1))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new HilbertSpace());
        Assert.Throws<OverflowException>(() => new HilbertSpace([.. Enumerable.Range(0, 40).Select(k => Site.OfSpin($"I{k}", 0.5))]));
    }

    [Fact]
    public void Expectation_is_the_trace_of_the_product()
    {
        Operator a = random.General(5), rho = random.Density(5);
        Approx.Equal((a * rho).Trace(), a.Expectation(rho), 16 * Approx.Epsilon, "Tr(Aρ)");
        Assert.Throws<ArgumentException>(() => a.Expectation(random.Density(4)));
    }
}
