namespace LindbladVerify.LinearAlgebra.Exponential;

/// <summary>The Taylor polynomials of the exponential that need few matrix products, and how far each may be used.</summary>
/// <remarks>
/// Schemes: Bader, Blanes and Casas (2019), doi:10.3390/math7121174: degrees 4, 8, 12, 18 with 2, 3, 4, 5 products.
/// The step bounds are for a relative backward error of 2^-53 and follow Al-Mohy and Higham (2009), doi:10.1137/09074721X, section 3.
/// reference-data/matrix-exponential/polynomial-coefficients.py expands the schemes, refines their coefficients to 60 digits
/// and computes the bounds; the tests expand the numbers below once more.
/// </remarks>
internal static class TaylorScheme
{
    /// <summary>Bound on the norm for degree 1.</summary>
    public const double Theta1 = 2.220446049250312752e-16;

    /// <summary>Bound on the norm for degree 2.</summary>
    public const double Theta2 = 2.580956802971767162e-8;

    /// <summary>Bound for degree 4.</summary>
    public const double Theta4 = 3.397168839976961920e-4;

    /// <summary>Bound for degree 8.</summary>
    public const double Theta8 = 4.991228871115322674e-2;

    /// <summary>Bound for degree 12.</summary>
    public const double Theta12 = 2.996158913811580460e-1;

    /// <summary>Bound for degree 18.</summary>
    public const double Theta18 = 1.090863719290036205;

    /// <summary>Degree 8: X = A2 (x1 A + x2 A2); P = (x3 A2 + X)(c0 + c1 A + c2 A2 + c4 X) + 1 + A + u2 A2.</summary>
    public const double X1 = 0.108364656785227808523076;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double X2 = 0.027091164196306952130769;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double X3 = 0.6666666666666666666666667;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double C0 = 0.5467614579707240525063566;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double C1 = 0.1611255733954175928279837;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double C2 = 0.01409091715837820773080546;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double C4 = 0.03379279701087050414060445;

    /// <summary>See <see cref="X1"/>.</summary>
    public const double U2 = 0.1354923613528506316624289;

    /// <summary>Degree 12, rows Q1..Q4 over (1, A, A2, A3): Y = Q3 + Q4 Q4; P = Q1 + (Q2 + Y) Y.</summary>
    public static readonly double[][] Q =
    [
        [-0.01860232051462055322434373, -0.005007023225733177309797418, -0.5734201229605222639059524, -0.1333996939438920597007689],
        [4.6, 0.9928751035384868361404796, -0.132445561052799638845075, 0.0017299],
        [0.2116931182998094429493233, 0.1582243847157267253717689, 0.1656351694367274150111717, 0.01078627793157924250263206],
        [0.0, -0.1318106101383018401568193, -0.02027855540589259079335682, -0.006759518468630863597785608],
    ];

    /// <summary>Degree 18, rows B1..B5 over (1, A, A2, A3, A6): Y = B1 B5 + B4; P = B2 + (B3 + Y) Y.</summary>
    public static readonly double[][] B =
    [
        [0.0, -0.1003655810301446200146149, -0.008029246482411569601169195, -0.0008921384980457299556854661, 0.0],
        [0.0, 0.3978497494996450761451961, 1.367837784604117199225237, 0.4982896225253826775568588, -0.0006378981945947233092415501],
        [-10.96763960529620625935175, 1.680158138789061971827854, 0.05717798464788655127028717, -0.006982101224880520842904665, 0.00003349750170860705383133673],
        [-0.09043168323908105619714689, -0.06764045190713819075600799, 0.06759613017704596460827992, 0.02955525704293155274260692, -0.000013918025751606070112474],
        [0.0, 0.0, -0.09233646193671185927645708, -0.01693649390020817171913851, -0.00001400867981820361597943632],
    ];
}
