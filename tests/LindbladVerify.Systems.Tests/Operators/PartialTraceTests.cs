using LindbladVerify.Systems.Operators;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Systems.Tests.Operators;

public class PartialTraceTests
{
    private static readonly HilbertSpace Space = new(Site.OfSpin("S", 0.5), Site.OfLevels("c", 3), Site.OfSpin("I", 1.5));
    private readonly RandomSystems random = new(71);

    [Fact]
    public void A_product_state_gives_its_factors_back()
    {
        Operator a = random.Density(2), b = random.Density(3), c = random.Density(4);
        Operator rho = DensityMatrices.Product(Space, a, b, c);
        Approx.Equal(a, PartialTrace.Keeping(rho, Space, "S"), 1e-14, "first factor");
        Approx.Equal(b, PartialTrace.Keeping(rho, Space, "c"), 1e-14, "second factor");
        Approx.Equal(c, PartialTrace.Over(rho, Space, "c", "S"), 1e-14, "third factor");
        Operator pair = new HilbertSpace(Site.OfSpin("S", 0.5), Site.OfSpin("I", 1.5)).Product(a, c);
        Approx.Equal(pair, PartialTrace.Keeping(rho, Space, "I", "S"), 1e-14, "two factors, in the order of the space");
    }

    [Fact]
    public void Local_expectation_values_survive_for_entangled_states()
    {
        Operator rho = random.Density(Space.Dimension);
        Operator local = random.General(3);
        Approx.Equal(Space.On("c", local).Expectation(rho), local.Expectation(PartialTrace.Keeping(rho, Space, "c")), 1e-13, "Tr((1 ⊗ A ⊗ 1) ρ) = Tr(A ρ_c)");
        Operator all = PartialTrace.Keeping(rho, Space, "S", "c", "I");
        Approx.Equal(rho, all, 0, "nothing traced out");
    }

    [Fact]
    public void Mistakes_are_named()
    {
        Operator rho = random.Density(Space.Dimension);
        Assert.Contains("'X'", Assert.Throws<ArgumentException>(() => PartialTrace.Keeping(rho, Space, "X")).Message, StringComparison.Ordinal);
        Assert.Contains("more than once", Assert.Throws<ArgumentException>(() => PartialTrace.Over(rho, Space, "S", "S")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => PartialTrace.Keeping(rho, Space));
        Assert.Throws<ArgumentException>(() => PartialTrace.Over(rho, Space, "S", "c", "I"));
        Assert.Throws<ArgumentException>(() => PartialTrace.Over(random.Density(3), Space, "S"));
    }
}
