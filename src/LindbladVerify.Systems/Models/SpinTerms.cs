using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Systems.Models;

/// <summary>Terms that models of spins 1/2 share.</summary>
internal static class SpinTerms
{
    /// <summary>Jumps rate (1+P)/2 on S+ and rate (1-P)/2 on S-: mean polarisation P, decay rate of the correlation of 2 Sz equal to <paramref name="rate"/>.</summary>
    public static Dissipator[] Flips(HilbertSpace space, string site, double polarization, double rate) =>
    [
        new(space.On(site, SpinOperators.Plus(0.5)), rate * (1 + polarization) / 2),
        new(space.On(site, SpinOperators.Minus(0.5)), rate * (1 - polarization) / 2),
    ];

    /// <summary>Rate times D(I+) + D(I-): the longitudinal relaxation of Eq. (5) with transition rate <paramref name="rate"/> and 1/T1 twice that.</summary>
    public static Dissipator[] Relaxation(HilbertSpace space, string site, double rate) =>
    [
        new(space.On(site, SpinOperators.Plus(0.5)), rate),
        new(space.On(site, SpinOperators.Minus(0.5)), rate),
    ];

    /// <summary>-½ D (I1+ I2- + I1- I2+).</summary>
    public static Operator FlipFlop(HilbertSpace space, string first, string second, double dipolar)
    {
        Operator term = space.On(first, SpinOperators.Plus(0.5)) * space.On(second, SpinOperators.Minus(0.5));
        return (-0.5 * dipolar) * (term + term.Adjoint());
    }
}
