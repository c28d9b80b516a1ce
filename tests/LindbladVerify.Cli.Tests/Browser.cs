using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Xunit;

namespace LindbladVerify.Cli.Tests;

/// <summary>A real browser without a window: loads a page, lets its scripts run, and tells what the page then is.</summary>
internal static class Browser
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static string? Program => Array.Find(Places, File.Exists);

    /// <summary>Skips a test where there is no browser.</summary>
    public static void Require() => Skip.If(Program is null, "chromium is not installed: pages were not opened in a browser.");

    /// <summary>The page after its scripts have run, as HTML.</summary>
    /// <param name="file">The page.</param>
    /// <param name="fragment">What stands behind the # of its address.</param>
    public static string Dom(string file, string fragment = "")
    {
        using var profile = new TemporaryFolder();
        var start = new ProcessStartInfo(Program!) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string word in new[] { "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", $"--user-data-dir={profile.Path}", "--virtual-time-budget=3000", "--dump-dom", $"{new Uri(file)}#{fragment}" })
        {
            start.ArgumentList.Add(word);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("the browser did not end");
        }

        Assert.True(output.Result.Length > 0, error.Result);
        return output.Result;
    }

    /// <summary>An attribute of the element with an id.</summary>
    public static string Attribute(string dom, string id, string attribute)
    {
        Match element = Regex.Match(dom, $"<[^>]*\\bid=\"{Regex.Escape(id)}\"[^>]*>", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        Match value = Regex.Match(element.Value, $"\\b{Regex.Escape(attribute)}=\"([^\"]*)\"", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
        Assert.True(value.Success, $"#{id} has no {attribute}");
        return WebUtility.HtmlDecode(value.Groups[1].Value);
    }

    /// <summary>The text of the element with an id, which has no elements in it.</summary>
    public static string Text(string dom, string id) =>
        WebUtility.HtmlDecode(Regex.Match(dom, $"\\bid=\"{Regex.Escape(id)}\"[^>]*>([^<]*)<", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5)).Groups[1].Value);
}
