using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;

namespace LindbladVerify.Benchmarks.Propagation;

/// <summary>Models of any size by formulas without random numbers, so that other programs can build the very same.</summary>
internal static class BenchmarkModels
{
    /// <summary>One quantum electron and n-1 nuclei in a chain, secular: the paper's class. Observable I1z - I2z, to 1e-4 s.</summary>
    public static (OpenSystemModel Model, Operator Initial, Operator[] Observables, double Last) Paper(int spins)
    {
        const double rate = 2e6, polarization = 0.7;
        var space = new HilbertSpace([Site.OfSpin("S", 0.5), .. Enumerable.Range(1, spins - 1).Select(k => Site.OfSpin($"I{k}", 0.5))]);
        Operator z = SpinOperators.Z(0.5), plus = SpinOperators.Plus(0.5), minus = SpinOperators.Minus(0.5);
        Operator sz = space.On("S", z);
        Operator[] iz = [.. Enumerable.Range(1, spins - 1).Select(k => space.On($"I{k}", z))];
        Operator[] ip = [.. Enumerable.Range(1, spins - 1).Select(k => space.On($"I{k}", plus))];
        Operator hamiltonian = 0.0 * space.One;
        for (int k = 0; k < iz.Length; k++)
        {
            hamiltonian += (2 * 2e6 / Math.Pow(k + 1, 3)) * (sz * iz[k]);
            if (k > 0)
            {
                Operator flip = ip[k - 1] * ip[k].Adjoint();
                hamiltonian += (-0.5 * 5e4) * (flip + flip.Adjoint());
            }
        }

        var model = new OpenSystemModel(
            hamiltonian,
            [
                new Dissipator(space.On("S", plus), rate * (1 + polarization) / 2),
                new Dissipator(space.On("S", minus), rate * (1 - polarization) / 2),
            ],
            space: space);
        Operator initial = space.Product([DensityMatrices.Polarized(0.5, polarization), DensityMatrices.Up(0.5), .. Enumerable.Repeat(DensityMatrices.Down(0.5), spins - 2)]);
        return (model, initial, [iz[0] - iz[1]], 1e-4);
    }

    /// <summary>Tilted fields, all-to-all zz and nearest-neighbour xy couplings, decay and dephasing of every spin: nothing is conserved.</summary>
    public static (OpenSystemModel Model, Operator Initial, Operator[] Observables, double Last) WithoutSymmetry(int spins)
    {
        var space = new HilbertSpace([.. Enumerable.Range(0, spins).Select(k => Site.OfSpin($"s{k}", 0.5))]);
        Operator[] On(Operator local) => [.. Enumerable.Range(0, spins).Select(k => space.On($"s{k}", local))];
        Operator[] x = On(SpinOperators.X(0.5)), y = On(SpinOperators.Y(0.5)), z = On(SpinOperators.Z(0.5)), minus = On(SpinOperators.Minus(0.5));
        Operator hamiltonian = 0.0 * space.One;
        for (int k = 0; k < spins; k++)
        {
            hamiltonian += (Math.Sin(k + 1) * x[k]) + (Math.Cos(1.7 * k) * z[k]) + (0.5 * y[k]);
            for (int l = 0; l < k; l++)
            {
                hamiltonian += (Math.Cos(k + (3 * l)) / (k - l)) * (z[k] * z[l]);
            }

            if (k > 0)
            {
                hamiltonian += 0.8 * (x[k] * y[k - 1]);
            }
        }

        var model = new OpenSystemModel(
            hamiltonian,
            [
                .. Enumerable.Range(0, spins).Select(k => new Dissipator(minus[k], 0.05 + (0.01 * k))),
                .. Enumerable.Range(0, spins).Select(k => new Dissipator(z[k], 0.08)),
            ],
            space: space);
        Operator initial = space.Product([DensityMatrices.Up(0.5), .. Enumerable.Repeat(DensityMatrices.Down(0.5), spins - 1)]);
        return (model, initial, [z[0], z[spins - 1]], 10);
    }
}
