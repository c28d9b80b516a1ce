namespace LindbladVerify.Rates.FlipFlop;

/// <summary>
/// Carries two bounds on the rounding error along the elimination of a noise ladder and keeps the better one.
/// </summary>
/// <remarks>
/// By components: the errors of p, q and r on their own, tight for a few levels, pessimistic over many.
/// By norm: with the rows and columns scaled so that the block is the complex number m = √(pr) - iq, the error of b²/m is relative to
/// that of m, level by level, tight for deep ladders; the small real part of a far-off resonance then inherits the error of q.
/// </remarks>
internal struct LadderRounding
{
    private const double Unit = 1.1102230246251565e-16;

    private double p;
    private double q;
    private double r;
    private double relativeP;
    private double absoluteQ;
    private double relativeR;
    private double norm;

    /// <summary>The bound on the relative error of Y = p/(pr + q²).</summary>
    public readonly double OfResponse
    {
        get
        {
            double product = p * r;
            double determinant = product + (q * q);
            double byComponents = (((q * q * relativeP) + (product * relativeR) + (2 * Math.Abs(q) * absoluteQ)) / determinant) + (8 * Unit);
            double byNorm = (norm * Math.Sqrt(determinant / product)) + (8 * Unit);
            return byComponents < byNorm ? byComponents : byNorm;
        }
    }

    /// <summary>The bounds on the topmost level.</summary>
    public static LadderRounding Start(double p, double q, double r) => new()
    {
        p = p,
        q = q,
        r = r,
        relativeP = 8 * Unit,
        absoluteQ = 8 * Unit * Math.Abs(q),
        relativeR = 8 * Unit,
        norm = 8 * Unit,
    };

    /// <summary>One level down: p' = p0 + κp, q' = q0 - κq, r' = r0 + κr, κ = b²/(pr + q²).</summary>
    public void Eliminate(double couplingSquared, double p0, double q0, double r0)
    {
        double product = p * r;
        double square = q * q;
        double determinant = product + square;
        double factor = couplingSquared / determinant;
        double nextP = p0 + (factor * p);
        double nextQ = q0 - (factor * q);
        double nextR = r0 + (factor * r);

        double fromQ = 2 * Math.Abs(q) * absoluteQ;
        double ofP = (((square * relativeP) + (product * relativeR) + fromQ) / determinant) + (6 * Unit);
        double ofR = (((square * relativeR) + (product * relativeP) + fromQ) / determinant) + (6 * Unit);
        double ofQ = ((Math.Abs(product - square) * absoluteQ) + (Math.Abs(q) * product * (relativeP + relativeR))) / determinant;
        relativeP = (factor * p / nextP * ofP) + (2 * Unit);
        relativeR = (factor * r / nextR * ofR) + (2 * Unit);
        absoluteQ = (factor * (ofQ + (6 * Unit * Math.Abs(q)))) + (2 * Unit * Math.Abs(q0));

        double modulus = Math.Sqrt(determinant);
        double nextModulus = Math.Sqrt((nextP * nextR) + (nextQ * nextQ));
        double shift = nextP * r / (nextR * p);
        double carried = (norm + (6 * Unit)) * factor * modulus * Math.Sqrt(Math.Max(shift, 1 / shift));
        norm = ((carried + (2 * Unit * Math.Abs(q0))) / nextModulus) + (2 * Unit);
        (p, q, r) = (nextP, nextQ, nextR);
    }
}
