using Microsoft.Win32.SafeHandles;

namespace LindbladVerify.Cli;

/// <summary>Keeps the places of closed standard streams taken.</summary>
internal static class StandardStreams
{
    private const int LastStandardStream = 2;
    private static readonly List<SafeFileHandle> Taken = [];

    /// <summary>
    /// Where a standard stream is closed (as by "&gt;&amp;-" in a shell) the next file that is opened would take its place, and what is
    /// meant for the stream would be written into that file. A handle that cannot be written takes the place instead.
    /// </summary>
    public static void Guard()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            SafeFileHandle handle = File.OpenHandle("/dev/null");
            while (handle.DangerousGetHandle() <= LastStandardStream)
            {
                Taken.Add(handle);
                handle = File.OpenHandle("/dev/null");
            }

            handle.Dispose();
        }
        catch (IOException)
        {
            // Without /dev/null there is nothing to guard with.
        }
    }
}
