namespace LindbladVerify.Fuzz;

/// <summary>What mutations start from: the documented examples, and texts that once were trouble.</summary>
public sealed class Corpus
{
    /// <summary>The examples of a repository.</summary>
    /// <param name="repository">Its folder, as a full path: runs change the current one.</param>
    public Corpus(string repository)
    {
        Models = Files(repository, "docs/models").Concat(Files(repository, "docs/formulas/models")).ToArray();
        Formulas = Files(repository, "docs/formulas");
        ModelFolder = Path.Combine(repository, "docs", "models");
        FormulaFolder = Path.Combine(repository, "docs", "formulas");
        Expressions = [.. Models.Concat(Formulas).SelectMany(Quoted).Distinct(StringComparer.Ordinal), .. Fixed];
    }

    public string[] Models { get; }

    public string[] Formulas { get; }

    public string ModelFolder { get; }

    public string FormulaFolder { get; }

    public string[] Expressions { get; }

    public static string[] Quantities { get; } = ["100 kHz", "2e6 1/s", "-.5us", "1.e3", "2e6 s^-1", "0.9 nm", "3 1/us", "+1e-300 THz", "7 rad/s", "20mK", "5"];

    public static string[] Manifests { get; } =
    [
        """{"version":"0.1.0","commandLine":["verify"],"complete":true,"settings":{"seed":"1"},"sha256":{"junit.xml":"00","a.svg":"ff"}}""",
        """{ "complete": false, "sha256": {} }""",
        """{"sha256":{"x":"1","x":"2"},"complete":true}""",
    ];

    public static string[] CommandLines { get; } =
    [
        "rate --dipolar 76e3 --hyperfine 8e6 --polarization 0.7 --electron-rate 2e6 --broadening 7e4",
        "rate --dipolar 1kHz --hyperfine 8MHz --polarization -1 --electron-rate 2e6 --broadening 7e4 --noise fluctuators:3 --method exact",
        "rate --dipolar 2e3 --hyperfine 8e4 --polarization 0.7 --electron-rate 2e6 --broadening 7e4 --method monte-carlo --trajectories 128 --seed 3 --threads 1",
        "evaluate eq9.electron-telegraph --at D=100,Delta=1e6,P=0.7,Gc=1e4,G2=1e4",
        "doctor",
        "verify --help",
        "map eq11 --x Gc/Delta --y P --points 3 --x-range 0.1..10 --set D=100 --out OUT --name m --threads 1",
        "hypres --duration 100 --noise electron-telegraph --method golden-rule",
        "simulate MODEL --set P=0.3 --tolerance 1e-6 --method dense --csv OUT/a.csv",
    ];

    private static string[] Fixed { get; } =
    [
        "c.ket(0,1) + c.ket(1,0)", "c.proj(1)*c.n^2", "S.x*I.z - I.p*S.m/2", "(1+2*i)^0.5*S.z", "min(a, b, 3)^-2", "1 < a <= b and not 2 > 1", "exp(-((t-1)/0.1)^2/2)", "sqrt(-1)", "1e308*10", "--2^-2^2",
    ];

    private static string[] Files(string repository, string folder) =>
        [.. Directory.GetFiles(Path.Combine(repository, folder), "*.yaml").Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static IEnumerable<string> Quoted(string text) => text.Split('"').Where((_, k) => k % 2 == 1);
}
