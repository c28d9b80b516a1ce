using LindbladVerify.Systems.Models;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>The pair along one given noise path: x' = −δ y − Γ2 x, y' = δ x + D z − Γ2 y, z' = −D y, δ = Δ ξ(t), from z = 1.</summary>
public static class PathReplay
{
    private const int LargestHalvings = 24;

    /// <summary>The Bloch vector at every point of the path.</summary>
    /// <param name="path">The noise.</param>
    /// <param name="hyperfine">Δ, rad/s.</param>
    /// <param name="dipolar">D, rad/s, not zero.</param>
    /// <param name="broadening">Γ2, 1/s, positive.</param>
    /// <returns>
    /// One vector per time of the path. Step paths: exact. Integrated paths: Strang splitting with the path's own intervals as
    /// steps, error of order h². Linear paths: the same with every interval cut into 2^m equal parts, m raised until the last
    /// two results agree to 1e-9 at every point.
    /// </returns>
    /// <exception cref="ArgumentException">A parameter is out of range.</exception>
    /// <exception cref="InvalidOperationException">A linear path does not converge.</exception>
    public static IReadOnlyList<BlochVector> Propagate(NoisePath path, double hyperfine, double dipolar, double broadening)
    {
        ArgumentNullException.ThrowIfNull(path);
        new PairTrajectoryRequest { Pair = new NuclearPair(dipolar, hyperfine, 0, 1, broadening) }.Validate();
        return path.Interpolation switch
        {
            PathInterpolation.Step => Steps(path, hyperfine, dipolar, broadening),
            PathInterpolation.Integrated => Split(path, hyperfine, dipolar, broadening, 1),
            _ => Converge(path, hyperfine, dipolar, broadening),
        };
    }

    private static List<BlochVector> Steps(NoisePath path, double hyperfine, double dipolar, double broadening)
    {
        Dictionary<double, BlochModes> modes = [];
        List<BlochVector> result = [BlochVector.Up];
        for (int k = 1; k < path.Times.Count; k++)
        {
            double value = path.Values[k - 1];
            if (!modes.TryGetValue(value, out BlochModes? mode))
            {
                modes[value] = mode = new BlochModes(hyperfine * value, dipolar, broadening);
            }

            result.Add(result[^1].Apply(mode.Propagator(path.Times[k] - path.Times[k - 1])));
        }

        return result;
    }

    private static List<BlochVector> Split(NoisePath path, double hyperfine, double dipolar, double broadening, int parts)
    {
        BlochModes free = new(0, dipolar, broadening);
        List<BlochVector> result = [BlochVector.Up];
        for (int k = 1; k < path.Times.Count; k++)
        {
            double h = (path.Times[k] - path.Times[k - 1]) / parts;
            (double[,] Propagator, double[] Integral) half = free.Propagator(h / 2);
            BlochVector v = result[^1];
            for (int part = 0; part < parts; part++)
            {
                // A straight line's integral over a part is its value in the middle of it times the length.
                double position = (part + 0.5) / parts;
                double integral = parts == 1
                    ? path.Integrals[k] : h * (path.Values[k - 1] + (position * (path.Values[k] - path.Values[k - 1])));
                v = v.Apply(half).Rotate(hyperfine * integral).Apply(half);
            }

            result.Add(v);
        }

        return result;
    }

    private static List<BlochVector> Converge(NoisePath path, double hyperfine, double dipolar, double broadening)
    {
        double tolerance = 1e-9;
        List<BlochVector> coarse = Split(path, hyperfine, dipolar, broadening, 1);
        for (int halving = 1; halving <= LargestHalvings; halving++)
        {
            List<BlochVector> fine = Split(path, hyperfine, dipolar, broadening, 1 << halving);
            double change = 0;
            for (int k = 0; k < fine.Count; k++)
            {
                change = Math.Max(change, Math.Abs(fine[k].X - coarse[k].X) + Math.Abs(fine[k].Y - coarse[k].Y) + Math.Abs(fine[k].Z - coarse[k].Z));
            }

            if (change <= tolerance)
            {
                return fine;
            }

            coarse = fine;
        }

        throw new InvalidOperationException($"The linear path did not converge to {tolerance} with 2^{LargestHalvings} parts per interval.");
    }
}
