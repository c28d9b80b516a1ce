using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LindbladVerify.Cli.Tests;

/// <summary>Signals of Unix, sent to a process that a test has started.</summary>
internal static class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Waits until the program listens to signals: it asks for that of a closing terminal after the others.</summary>
    public static void WaitUntilHeard(Process process)
    {
        const ulong Hangup = 1;
        string status = $"/proc/{process.Id}/status";
        if (!File.Exists(status))
        {
            Thread.Sleep(3000);
            return;
        }

        while (!process.HasExited && !Caught(status, Hangup))
        {
            Thread.Sleep(10);
        }
    }

    public static void Send(Process process, int signal) => _ = SendSignal(process.Id, signal);

    private static bool Caught(string status, ulong mask)
    {
        try
        {
            string? line = File.ReadLines(status).FirstOrDefault(l => l.StartsWith("SigCgt:", StringComparison.Ordinal));
            return line is not null && (Convert.ToUInt64(line["SigCgt:".Length..].Trim(), 16) & mask) != 0;
        }
        catch (IOException)
        {
            return false; // it has just ended
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}
