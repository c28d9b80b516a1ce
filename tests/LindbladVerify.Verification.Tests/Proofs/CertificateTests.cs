using System.Diagnostics;
using LindbladVerify.LinearAlgebra.Kernels;
using LindbladVerify.TestSupport;
using LindbladVerify.Verification.FormulaFiles;
using LindbladVerify.Verification.Judging;
using Xunit;

namespace LindbladVerify.Verification.Tests.Proofs;

/// <summary>Certificates are programs of their own: Python's standard library alone, and what they print is the verdict.</summary>
public sealed class CertificateTests
{
    [SkippableTheory]
    [InlineData("eq9.symmetric-telegraph", true)]
    [InlineData("eq9.electron-telegraph", false)]
    [InlineData("eq5.coherence-decay", true)]
    [InlineData("residence-time.electron-telegraph.quantum-electron", true)]
    [InlineData("rate-matrix.first-off-diagonal", true)]
    [InlineData("longitudinal-rate.electron-telegraph", true)]
    [InlineData("eq9.fast-electron", true)]
    [InlineData("eq9.small-hyperfine-electron-telegraph", true)]
    [InlineData("eq9.large-hyperfine-electron-telegraph", true)]
    [InlineData("eq9.polarized-limit-electron-telegraph", true)]
    [InlineData("longitudinal-rate.symmetric-telegraph", true)]
    [InlineData("longitudinal-rate.leading-order.weak-pseudosecular-coupling", true)]
    [InlineData("longitudinal-rate.without-secular-coupling.exact", true)]
    public void CertificatesOfTheSuiteCheck(string id, bool holds) =>
        Check(SuiteRuns.Chessari2023.Verdicts.Single(v => string.Equals(v.Id, id, StringComparison.Ordinal)), holds);

    [SkippableTheory]
    [InlineData("dicke-superradiance", true)]
    [InlineData("exchange-coalescence", true)]
    [InlineData("optical-bloch-saturation", true)]
    [InlineData("purcell-rate", false)]
    public void CertificatesOfTheGalleryCheck(string file, bool holds)
    {
        FileFormula formula = FormulaFileReader.Open(RepositoryFolder.PathOf($"docs/formulas/{file}.yaml"));
        Check(SuiteRunner.Run([formula], DenseKernels.Managed, JudgingSettings.Quick).Verdicts[0], holds);
    }

    [SkippableFact]
    public void ACertificateOfALimitFailsWithAnotherOrderOrLeadingTerm()
    {
        Verdict verdict = SuiteRuns.Chessari2023.Verdicts.Single(v => v.Id is "eq9.fast-electron");
        Check(verdict with { Certificate = verdict.Certificate!.Replace("'order': Fraction(2, 1)", "'order': Fraction(1, 1)", StringComparison.Ordinal) }, false);
        Check(verdict with { Certificate = verdict.Certificate!.Replace("'leading': \"", "'leading': \"_q('2')*", StringComparison.Ordinal) }, false);
    }

    private static void Check(Verdict verdict, bool holds)
    {
        Assert.NotNull(verdict.Certificate);
        Assert.DoesNotContain("LindbladVerify", verdict.Certificate, StringComparison.Ordinal);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.py");
        File.WriteAllText(path, verdict.Certificate);
        try
        {
            // A prime that the certificate does not know of itself.
            (int code, string output) = Python(path, "2305843009213693723", "1152921504606846883");
            Assert.Equal(holds ? "identity holds" : "identity fails", output.Trim());
            Assert.Equal(holds ? 0 : 1, code);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (int Code, string Output) Python(params string[] arguments)
    {
        Process? process = null;
        try
        {
            var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, UseShellExecute = false };
            foreach (string argument in arguments)
            {
                start.ArgumentList.Add(argument);
            }

            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // Told below.
        }

        Skip.If(process is null, "python3 is not installed: certificates were not run.");
        using (process)
        {
            string output = process!.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output);
        }
    }
}
