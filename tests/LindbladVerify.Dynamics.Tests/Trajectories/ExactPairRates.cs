using LindbladVerify.Dynamics.MonteCarlo.Pair;
using LindbladVerify.Systems.Noise;
using MathNet.Numerics.LinearAlgebra;

namespace LindbladVerify.Dynamics.Tests.Trajectories;

/// <summary>Residence-time rates of the noise-averaged pair without any sampling: W = 1/(2 ∫⟨z⟩ dt), all orders in D.</summary>
internal static class ExactPairRates
{
    /// <summary>
    /// Two-valued noise in closed form: 1/(2W) = (1/D²){Q00 − Γc Q01²/(D² + Γc Q11)} with ν = Δ√(1 − P²), Γ̄ = Γc + Γ2,
    /// d = ΔP, a1 = ±d (symmetric, electron).
    /// </summary>
    public static double Telegraph(PairTrajectoryRequest r)
    {
        double D2 = r.Pair.Dipolar * r.Pair.Dipolar, Γ2 = r.Pair.Broadening, Γc = r.Pair.ElectronRate, Γ = Γc + Γ2;
        double d = r.Pair.Hyperfine * r.Pair.Polarization, ν2 = r.Pair.Hyperfine * r.Pair.Hyperfine * (1 - (r.Pair.Polarization * r.Pair.Polarization));
        double a1 = r.Noise == ElectronNoise.ElectronTelegraph ? -d : d;
        double Q00 = Γ2 + (d * d / Γ2) + (ν2 / Γ), Q01 = Math.Sqrt(ν2) * ((d / Γ2) + (a1 / Γ)), Q11 = Γ + (ν2 / Γ2) + (d * d / Γ);
        return D2 / (2 * (Q00 - (Γc * Q01 * Q01 / (D2 + (Γc * Q11)))));
    }

    /// <summary>
    /// Gaussian noise by the Hermite ladder v_n' = B(d) v_n − nΓc v_n + σΔ R (√(n+1) v_{n+1} + √n v_{n−1}), R the rotation
    /// about z; deepened until the rate no longer changes.
    /// </summary>
    public static double OrnsteinUhlenbeck(PairTrajectoryRequest r)
    {
        double previous = 0;
        for (int depth = 8; depth <= 512; depth *= 2)
        {
            double rate = Ladder(r, depth);
            if (Math.Abs(rate - previous) <= 1e-12 * rate)
            {
                return rate;
            }

            previous = rate;
        }

        throw new InvalidOperationException("The ladder did not converge.");
    }

    /// <summary>A finite chain: the resolvent of the joint generator of noise state and Bloch vector.</summary>
    public static double Chain(PairTrajectoryRequest r, MarkovChainNoise law)
    {
        int n = law.Values.Count;
        Matrix<double> generator = Matrix<double>.Build.Dense(3 * n, 3 * n);
        Vector<double> start = Vector<double>.Build.Dense(3 * n);
        for (int i = 0; i < n; i++)
        {
            generator.SetSubMatrix(3 * i, 3 * i, Bloch(r, r.Pair.Hyperfine * law.Values[i]));
            for (int j = 0; j < n; j++)
            {
                double rate = i == j ? -law.ExitRate(i) : law.Rate(j, i);
                for (int k = 0; k < 3; k++)
                {
                    generator[(3 * i) + k, (3 * j) + k] += rate;
                }
            }

            start[(3 * i) + 2] = law.Populations[i];
        }

        Vector<double> integral = -generator.Solve(start);
        return 1 / (2 * Enumerable.Range(0, n).Sum(i => integral[(3 * i) + 2]));
    }

    public static double Of(PairTrajectoryRequest r) => r.Noise.Levels switch
    {
        null => OrnsteinUhlenbeck(r),
        1 => Telegraph(r),
        _ => Chain(r, (MarkovChainNoise)r.Noise.Process(r.Pair.Polarization, r.Pair.ElectronRate)),
    };

    public static Matrix<double> Bloch(PairTrajectoryRequest r, double δ) => Matrix<double>.Build.DenseOfArray(new[,]
    {
        { -r.Pair.Broadening, -δ, 0 }, { δ, -r.Pair.Broadening, r.Pair.Dipolar }, { 0, -r.Pair.Dipolar, 0 },
    });

    private static double Ladder(PairTrajectoryRequest r, int depth)
    {
        double σΔ = r.Pair.Hyperfine * Math.Sqrt(1 - (r.Pair.Polarization * r.Pair.Polarization));
        Matrix<double> rotation = Matrix<double>.Build.DenseOfArray(new double[,] { { 0, -1, 0 }, { 1, 0, 0 }, { 0, 0, 0 } });
        Matrix<double> free = Bloch(r, r.Pair.Hyperfine * r.Pair.Polarization), one = Matrix<double>.Build.DenseIdentity(3);
        Matrix<double> inverse = Matrix<double>.Build.Dense(3, 3); // of the tail of the ladder, from below
        for (int n = depth; n >= 0; n--)
        {
            Matrix<double> block = -free + (n * r.Pair.ElectronRate * one) - ((n + 1) * σΔ * σΔ * rotation * inverse * rotation);
            inverse = block.Inverse();
        }

        return 1 / (2 * inverse[2, 2]);
    }
}
