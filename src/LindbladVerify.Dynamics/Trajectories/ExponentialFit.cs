using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace LindbladVerify.Dynamics.Trajectories;

/// <summary>Generalised least squares for A e^{−kt}, by Gauss and Newton from a log-linear start.</summary>
internal static class ExponentialFit
{
    private const int LargestIterations = 50;

    /// <param name="times">At least three.</param>
    /// <param name="means">Sample means; positive at the first and last time.</param>
    /// <param name="covariance">Covariance of the means.</param>
    /// <returns>k and A with their covariance matrix (order k, A), and the weighted sum of squares.</returns>
    /// <exception cref="InvalidOperationException">The means do not decay, or the fit does not converge.</exception>
    public static (double Rate, double Amplitude, Matrix<double> Covariance, double ChiSquare) Solve(
        double[] times, double[] means, Matrix<double> covariance)
    {
        int n = times.Length;
        if (!(means[0] > means[n - 1] && means[n - 1] > 0))
        {
            throw new InvalidOperationException($"<z> goes from {means[0]} to {means[n - 1]} over the fit window; an exponential decay needs positive, falling means.");
        }

        double k = Math.Log(means[0] / means[n - 1]) / (times[n - 1] - times[0]);
        double amplitude = means[0] * Math.Exp(k * times[0]);
        Cholesky<double> weights = covariance.Cholesky();
        for (int iteration = 0; iteration < LargestIterations; iteration++)
        {
            Vector<double> residual = Vector<double>.Build.Dense(n, i => means[i] - (amplitude * Math.Exp(-k * times[i])));
            Matrix<double> jacobian = Matrix<double>.Build.Dense(n, 2, (i, j) =>
                Math.Exp(-k * times[i]) * (j == 0 ? -amplitude * times[i] : 1));
            Matrix<double> weighted = weights.Solve(jacobian);
            Matrix<double> inverse = jacobian.TransposeThisAndMultiply(weighted).Inverse();
            Vector<double> step = inverse * weighted.TransposeThisAndMultiply(residual);
            (k, amplitude) = (k + step[0], amplitude + step[1]);
            if (Math.Abs(step[0]) <= 1e-12 * Math.Abs(k) && Math.Abs(step[1]) <= 1e-12 * Math.Abs(amplitude))
            {
                return (k, amplitude, inverse, residual.DotProduct(weights.Solve(residual)));
            }
        }

        throw new InvalidOperationException($"The exponential fit did not converge in {LargestIterations} steps.");
    }
}
