using System.Numerics;
using LindbladVerify.Formulas;
using LindbladVerify.Formulas.Claims;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.Rates.Definitions;
using LindbladVerify.Systems.Models;
using LindbladVerify.Systems.Operators;
using LindbladVerify.Systems.Superoperators;

namespace LindbladVerify.Verification.References;

/// <summary>
/// The zero-quantum lineshape ∫ e^{-iωt} ⟨σ-(t) σ+(0)⟩ dt by the regression theorem on the full Liouvillian of the pair without flip-flop:
/// 2 Re of the coherence response at s = iω. In the convention of the paper the line stands at +ΔP.
/// </summary>
/// <param name="kernels">Dense complex solver.</param>
public sealed class LineshapeReference(IDenseKernels kernels) : IReferenceQuantity
{
    private const double Rounding = 2.220446049250313e-16;

    /// <inheritdoc/>
    public string Quantity => Reference.LineshapeQuantity;

    /// <inheritdoc/>
    public ReferenceValue Evaluate(Reference reference, ParameterPoint point)
    {
        double broadening = point["G2"];
        double omega = point["omega"];
        double splitting = point["Delta"] * point["P"];
        var pair = new NuclearPair(0, point["Delta"], point["P"], electronRate: 1, broadening);
        double scale = 1 / Math.Max(broadening, Math.Max(Math.Abs(omega), Math.Abs(splitting)));
        SuperOperator generator = Liouvillian.Of(pair.Model(electron: null));
        int n = generator.LiouvilleDimension;
        Complex[] matrix = Array.ConvertAll(generator.Matrix.ToDense(), v => -scale * v);
        for (int k = 0; k < n; k++)
        {
            matrix[k + (k * n)] += new Complex(0, omega * scale);
        }

        // |βα><αβ| evolves as exp(+iΔPt - Γ2 t).
        Operator coherence = Operator.Unit(2, 1, 0);
        Complex[] response = Vectorization.Vec(coherence);
        kernels.Solve(n, matrix, 1, response);
        double value = 2 * response[1].Real * scale;
        double cancellation = Math.Max(Math.Abs(omega), Math.Abs(splitting)) / Math.Max(broadening, Math.Abs(omega - splitting));
        return new ReferenceValue(value, 16 * Rounding * (1 + cancellation));
    }
}
