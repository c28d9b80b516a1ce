using System.Diagnostics;
using Xunit;

namespace LindbladVerify.TestSupport;

/// <summary>Certificates run by Python.</summary>
public static class PythonPrograms
{
    /// <summary>Runs a certificate modulo two primes that it does not know of itself.</summary>
    /// <param name="certificate">The program.</param>
    /// <param name="holds">Whether it is to say that what it certifies holds.</param>
    public static void Check(string certificate, bool holds)
    {
        Assert.DoesNotContain("LindbladVerify", certificate, StringComparison.Ordinal);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.py");
        File.WriteAllText(path, certificate);
        try
        {
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
