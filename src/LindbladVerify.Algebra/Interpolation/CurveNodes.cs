using LindbladVerify.Algebra.Fields;
using LindbladVerify.Algebra.Polynomials;

namespace LindbladVerify.Algebra.Interpolation;

/// <summary>Parameters u of a curve and the nodes t = u^power in which functions along it are rational.</summary>
internal sealed record CurveNodes(InterpolationNodes Nodes, ulong[] Parameters)
{
    public static CurveNodes Draw(PrimeField field, FieldSampler sampler, int count, int power)
    {
        ulong[] parameters = new ulong[count];
        sampler.Fill(field, parameters);
        ulong[] nodes = Array.ConvertAll(parameters, u => field.Power(u, (ulong)power));
        return new(new InterpolationNodes(field, nodes), parameters);
    }
}
