using System.Text.Json;
using LindbladVerify.TestSupport;
using Xunit;

namespace LindbladVerify.Cli.Tests;

public sealed class DeriveCommandTests
{
    private const string Pair = """
        spins: { s: 1/2 }
        parameters: { D: 1.0e3, Delta: 1.0e6, P: 0.7, Gc: 2.0e6, G2: 1.1e4 }
        hamiltonian: "-D*s.x"
        dissipators: [{ operator: "s.z", rate: "2*G2" }]
        noise:
          - operator: "Delta*s.z"
            process: { kind: telegraph, high: 1, low: -1, rate: Gc, probabilityHigh: "(1 + P)/2" }
        initial: { s: up }
        observables: { z: "2*s.z", x: "s.x" }
        times: { from: 0, to: 1.0e-3, points: 11 }
        """;

    private const string Driven = """
        spins: { q: 1/2 }
        parameters: { g: 1, w: 2 }
        hamiltonian: "w*q.x"
        dissipators: [ { operator: "q.m", rate: g } ]
        initial: { q: up }
        observables: { z: "q.z" }
        times: [0, 1]
        """;

    [Fact]
    public void ThePairGetsItsResidenceTimeAndItsGoldenRule()
    {
        using var folder = new TemporaryFolder();
        string model = Write(folder, "pair.yaml", Pair);
        JsonElement exact = Json("derive", model, "--observable", "z", "--factor", "2", "--json");
        Assert.Equal(6, exact.GetProperty("block").GetInt32());
        Assert.Equal(8, exact.GetProperty("terms").GetProperty("numerator").GetInt32());
        Assert.Equal(11, exact.GetProperty("terms").GetProperty("denominator").GetInt32());
        Assert.Equal("proved", exact.GetProperty("proof").GetProperty("status").GetString());
        Assert.Equal("Gc + G2", exact.GetProperty("where").GetProperty("Gb").GetString());
        Assert.Equal(JsonValueKind.Null, exact.GetProperty("limit").ValueKind);
        Assert.Equal(["D", "Delta", "P", "Gc", "G2"], exact.GetProperty("parameters").EnumerateArray().Select(p => p.GetString()!));

        JsonElement golden = Json("derive", model, "--observable", "z", "--factor", "2", "--quantity", "golden-rule", "--leading", "D", "--json");
        Assert.Equal(6, golden.GetProperty("terms").GetProperty("numerator").GetInt32());
        Assert.Equal(7, golden.GetProperty("terms").GetProperty("denominator").GetInt32());
        Assert.Equal(2, golden.GetProperty("limit").GetProperty("order").GetDouble());
    }

    [Fact]
    public void ExpansionsHaveAsManyTermsAsAreAskedFor()
    {
        using var folder = new TemporaryFolder();
        string model = Write(folder, "pair.yaml", Pair);
        CommandLine one = CommandLine.Run("derive", model, "--observable", "z", "--factor", "2", "--limit", "Gc -> infinity");
        Assert.StartsWith("D^2*G2/(2*(Delta^2*P^2 + G2^2))", one.Output, StringComparison.Ordinal);
        CommandLine two = CommandLine.Run("derive", model, "--observable", "z", "--factor", "2", "--limit", "Gc -> infinity", "--terms", "2");
        Assert.Contains(" + D^2*Delta^2*(1 - P^2)*(Delta^2*P^2 - G2^2)/(2*Gc*(Delta^2*P^2 + G2^2)^2)", two.Output, StringComparison.Ordinal);
        CommandLine polarized = CommandLine.Run("derive", model, "--observable", "z", "--factor", "2", "--limit", "P -> 1");
        Assert.StartsWith("D^2*G2/(2*(Delta^2 + G2^2))", polarized.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--latex", "\\frac{")]
    [InlineData("--csharp", "return ")]
    [InlineData("--python", "Gb = Gc + G2")]
    public void OtherLanguagesFillStandardOutputAlone(string option, string part)
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run("derive", Write(folder, "pair.yaml", Pair), "--observable", "z", option);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains(part, run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("proved", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pair", "")]
    [LongInlineData("limit", "--limit|Delta -> 0")]
    [InlineData("set", "--set|P=1/2")]
    public void TheFormulaFileVerifies(string name, string options)
    {
        using var folder = new TemporaryFolder();
        string formula = folder.File($"{name}-formula.yaml");
        string[] extra = options.Length == 0 ? [] : options.Split('|');
        CommandLine derived = CommandLine.Run(["derive", Write(folder, "pair.yaml", Pair), "--observable", "z", "--factor", "2", "--out", formula, .. extra]);
        Assert.True(derived.ExitCode == 0, derived.Error);
        CommandLine verified = CommandLine.Run("verify", formula, "--quick", "--out", folder.File("report"));
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error + File.ReadAllText(formula));
        Assert.Contains("proved", verified.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Gc=-1", "Gc=-1: the model does not exist there")]
    [InlineData("G2=-1/2", "must be zero or positive")]
    [InlineData("P=2", "must be in [0, 1]")]
    public void NumbersWithWhichTheModelDoesNotExistAreRefused(string setting, string message)
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run("derive", Write(folder, "pair.yaml", Pair), "--observable", "z", "--set", setting);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public void AFormulaFileIsToldTheRightFormula()
    {
        CommandLine run = CommandLine.Run("derive", RepositoryFolder.PathOf("docs/formulas/purcell-rate.yaml"));
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("4*g^2*kappa/(4*g^2 + kappa^2)", run.Output, StringComparison.Ordinal);
        Assert.Contains("4*g^2/kappa^2", run.Output, StringComparison.Ordinal);
        CommandLine right = CommandLine.Run("derive", RepositoryFolder.PathOf("docs/formulas/haken-strobl-hopping.yaml"));
        Assert.Contains("The formula of the file is this one.", right.Output, StringComparison.Ordinal);
    }

    /// <summary>The slow one of two real modes; that it is the slowest is not claimed to be proved.</summary>
    [Fact]
    public void AModeOfTwoEquationsHasAClosedForm()
    {
        CommandLine run = CommandLine.Run("derive", RepositoryFolder.PathOf("docs/formulas/quantum-zeno.yaml"));
        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("(g - sqrt(g^2 - 4*W^2))/2", run.Output, StringComparison.Ordinal);
        Assert.Contains("partly proved", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docs/formulas/models/gaussian-line.yaml", "ornstein-uhlenbeck")]
    [InlineData("docs/formulas/models/level-crossing.yaml", "drive")]
    [InlineData("docs/formulas/redfield-transverse-relaxation.yaml", "degree 3")]
    public void WhatHasNoClosedFormIsRefusedWithTheReason(string file, string reason)
    {
        CommandLine run = CommandLine.Run("derive", RepositoryFolder.PathOf(file));
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("--observable|w", "--observable 'w'")]
    [InlineData("", "--observable is needed")]
    [InlineData("--observable|z|--quantity|speed", "--quantity 'speed'")]
    [InlineData("--observable|z|--quantity|golden-rule", "--leading")]
    [InlineData("--observable|z|--leading|Q", "--leading 'Q'")]
    [InlineData("--observable|z|--limit|Gc", "--limit")]
    [InlineData("--observable|z|--limit|Gc -> nowhere", "'nowhere'")]
    [InlineData("--observable|z|--set|Q=1", "'Q'")]
    [InlineData("--observable|z|--set|P", "NAME=VALUE")]
    [InlineData("--observable|z|--set|P=Gc", "--set P")]
    [InlineData("--observable|z|--terms|0", "--terms")]
    [InlineData("--observable|z|--terms|2", "--terms belongs")]
    [InlineData("--observable|z|--factor|0", "--factor")]
    [InlineData("--observable|z|--latex|--json", "--latex and --json")]
    public void BadInputIsNamed(string options, string mentioned)
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run(["derive", Write(folder, "pair.yaml", Pair), .. options.Split('|', StringSplitOptions.RemoveEmptyEntries)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(mentioned, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("--observable|z|--quantity|time-course|--factor|2", "--factor belongs")]
    [InlineData("--observable|z|--quantity|time-course|--leading|D", "--leading belongs")]
    [InlineData("--observable|z|--quantity|laplace-transform|--limit|D -> 0", "--limit belongs")]
    [InlineData("--observable|z|--quantity|laplace-transform|--out|formula.yaml", "no Laplace transforms")]
    public void OptionsOfNumbersAreRefusedForTimeCourses(string options, string mentioned) => BadInputIsNamed(options, mentioned);

    [Fact]
    public void TheVariableOfATransformIsNoParameter()
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run("derive", Write(folder, "driven.yaml", Driven.Replace("w: 2", "s: 2", StringComparison.Ordinal).Replace("w*q.x", "s*q.x", StringComparison.Ordinal)), "--quantity", "laplace-transform");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("'s' is the variable of the transform", run.Error, StringComparison.Ordinal);
    }

    /// <summary>Who reads standard output alone is told why there is no formula, or why the file's was not compared.</summary>
    [Fact]
    public void ReasonsAreFieldsOfTheJson()
    {
        using var folder = new TemporaryFolder();
        CommandLine refused = CommandLine.Run("derive", Write(folder, "pair.yaml", Pair), "--observable", "z", "--quantity", "time-course", "--json");
        Assert.Equal(3, refused.ExitCode);
        JsonElement why = JsonDocument.Parse(refused.Output).RootElement;
        Assert.Equal("time-course", why.GetProperty("quantity").GetString());
        Assert.Equal(JsonValueKind.Null, why.GetProperty("expression").ValueKind);
        Assert.Contains("laplace-transform", why.GetProperty("refusal").GetString(), StringComparison.Ordinal);
        Assert.Contains(why.GetProperty("refusal").GetString()!, refused.Error, StringComparison.Ordinal);

        string formula = Write(folder, "formula.yaml", "id: f\nparameters: { g: { range: [1, 2] }, w: { range: [1, 2] } }\nrate: \"abs(g)\"\ndescribes: { model: driven.yaml, observable: z, quantity: steady-state }\nclaims: [ { id: claim, kind: identity } ]\n");
        Write(folder, "driven.yaml", Driven);
        Assert.Contains("'abs(g)'", Json("derive", formula, "--json").GetProperty("notCompared").GetString(), StringComparison.Ordinal);
    }

    [LongFact]
    public void TheFormulaFileOfATimeCourseVerifies()
    {
        using var folder = new TemporaryFolder();
        string formula = folder.File("course-formula.yaml");
        CommandLine derived = CommandLine.Run("derive", Write(folder, "driven.yaml", Driven), "--quantity", "time-course", "--out", formula);
        Assert.True(derived.ExitCode == 0, derived.Error);
        Assert.Contains("\ncurve: ", File.ReadAllText(formula), StringComparison.Ordinal);
        CommandLine verified = CommandLine.Run("verify", formula, "--quick", "--out", folder.File("report"));
        Assert.True(verified.ExitCode == 0, verified.Output + verified.Error + File.ReadAllText(formula));
        Assert.Contains("proved", verified.Output, StringComparison.Ordinal);
        Assert.Contains("is this one.", CommandLine.Run("derive", formula).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void AnObservableAtRestHasNoRate()
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run("derive", Write(folder, "rest.yaml", Pair.Replace("\"-D*s.x\"", "\"D*s.z\"", StringComparison.Ordinal)), "--observable", "z");
        Assert.Equal(3, run.ExitCode);
        Assert.Contains("at rest", run.Error, StringComparison.Ordinal);
    }

    /// <summary>pi is a variable of the formula like the others, and no parameter of it.</summary>
    [Theory]
    [InlineData("", "(g^2 + 4*pi^2*w^2)*(g^2 + 8*pi^2*w^2)/(g*(g^2 - 4*pi^2*w^2))")]
    [InlineData("--quantity|frequency", "sqrt(64*pi^2*w^2 - g^2)/4")]
    [InlineData("--limit|g -> infinity|--terms|2", "g + 16*pi^2*w^2/g")]
    public void PiStays(string options, string formula)
    {
        using var folder = new TemporaryFolder();
        string[] command = ["derive", Write(folder, "driven.yaml", Driven.Replace("w*q.x", "2*pi*w*q.x", StringComparison.Ordinal)), .. options.Split('|', StringSplitOptions.RemoveEmptyEntries)];
        CommandLine run = CommandLine.Run(command);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(formula, run.Output.Split('\n')[0].Trim());
        Assert.DoesNotContain("in g, w, pi", run.Output, StringComparison.Ordinal);
        Assert.Contains("Math.PI", CommandLine.Run("derive", command[1], "--csharp").Output, StringComparison.Ordinal);
    }

    /// <summary>The pair decays at 3 g/4 where it oscillates; where it does not, one of its modes is slower.</summary>
    [Fact]
    public void TheSlowerOfTwoModesIsNotClaimedEverywhere()
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run("derive", Write(folder, "driven.yaml", Driven), "--quantity", "line-width");
        Assert.StartsWith("3*g/4", run.Output, StringComparison.Ordinal);
        Assert.Contains("partly proved", run.Output, StringComparison.Ordinal);
    }

    /// <summary>Decay rates of modes expand where one mode, or one pair of them, is the slowest along the path; the file verifies.</summary>
    [Theory]
    [InlineData("lossy-cavity", "spectral-gap", "kappa -> infinity", "4*g^2/kappa + 16*g^4/kappa^3")]
    [InlineData("exchange", "line-width", "kex -> infinity", "w^2*p*(1 - p)/kex - w^4*p*(1 - p)*(1 - 5*p + 5*p^2)/kex^3")]
    [InlineData("lossy-cavity", "line-width", "g -> infinity", "kappa/2")]
    [InlineData("saturated-spin", "spectral-gap", "w1 -> 0", "R1 + w1^2*(R2 - R1)/(d^2 + (R1 - R2)^2)")]
    public void AModeExpands(string model, string quantity, string limit, string formula)
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run("derive", RepositoryFolder.PathOf($"docs/formulas/models/{model}.yaml"), "--quantity", quantity, "--limit", limit, "--terms", "2");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(formula, run.Output.Split('\n')[0].Trim());
        Assert.Contains("partly proved", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exchange", "spectral-gap", "kex -> 0", "equal to leading order")]
    [InlineData("exchange", "frequency", "kex -> infinity", "half the distance of two modes")]
    public void AModeThatDoesNotExpandIsRefused(string model, string quantity, string limit, string reason)
    {
        CommandLine run = CommandLine.Run("derive", RepositoryFolder.PathOf($"docs/formulas/models/{model}.yaml"), "--quantity", quantity, "--limit", limit);
        Assert.Equal(3, run.ExitCode);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Fact]
    public void AnObservableThatIsZeroHasASteadyStateOfZero()
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run("derive", Write(folder, "zero.yaml", Driven.Replace("z: \"q.z\"", "z: \"0*q.z\"", StringComparison.Ordinal)), "--quantity", "steady-state");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.StartsWith("0\n", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    /// <summary>A model that does not exist at its own numbers is bad input, as for every other command.</summary>
    [Theory]
    [InlineData("w*q.x", "v*q.x", "there is no parameter 'v'")]
    [InlineData("g: 1", "g: -1", "must be zero or positive")]
    [InlineData("rate: g", "rate: \"1/(g - 1)\"", "not a finite number")]
    public void AModelThatDoesNotExistIsBadInput(string from, string to, string message)
    {
        using var folder = new TemporaryFolder();
        CommandLine run = CommandLine.Run("derive", Write(folder, "driven.yaml", Driven.Replace(from, to, StringComparison.Ordinal)));
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("driven.yaml:", run.Error, StringComparison.Ordinal);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    /// <summary>The file's formula is this one, another one, or cannot be compared, and then it says why.</summary>
    [Theory]
    [InlineData("w^2/(g^2 + 2*w^2)", "steady-state", "is this one.")]
    [InlineData("w^2/(g^2 + 2*w^2)*exp(w)/exp(w)*(sin(g)^2 + cos(g)^2)", "steady-state", "is this one.")]
    [InlineData("1.00000000000001*w^2/(g^2 + 2*w^2)", "steady-state", "is another one; over this one, minus 1, it is\n  1/100000000000000")]
    [InlineData("abs(w)*w/(g^2 + 2*w^2)", "steady-state", "could not be compared with this one: 'abs(w)'")]
    [InlineData("w^2/(g^2 + 2*w^2)/(w - w)", "steady-state", "could not be compared with this one: A division by zero")]
    [InlineData("sqrt(16*w^2 - g^2)/4", "frequency", "is this one.")]
    [InlineData("sqrt(16*w^2 - 1.00000000000001*g^2)/4", "frequency", "is another one.")]
    public void TheFormulaOfAFileIsCompared(string rate, string quantity, string said)
    {
        using var folder = new TemporaryFolder();
        _ = Write(folder, "driven.yaml", Driven.Replace("z: \"q.z\"", "n: \"q.z + 1/2\"", StringComparison.Ordinal));
        CommandLine run = CommandLine.Run("derive", Write(folder, "formula.yaml", $$"""
            id: formula
            parameters: { w: { unit: rad/s, range: [0.1, 10] }, g: { unit: 1/s, range: [0.1, 10] } }
            rate: "{{rate}}"
            describes: { model: driven.yaml, observable: n, quantity: {{quantity}} }
            claims: [ { id: claim, kind: identity } ]
            """));
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains($"The formula of the file {said}", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    private static string Write(TemporaryFolder folder, string name, string text)
    {
        File.WriteAllText(folder.File(name), text);
        return folder.File(name);
    }

    private static JsonElement Json(params string[] arguments)
    {
        CommandLine run = CommandLine.Run(arguments);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Output).RootElement;
    }
}
