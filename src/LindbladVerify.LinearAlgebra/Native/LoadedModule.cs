using System.ComponentModel;
using System.Diagnostics;

namespace LindbladVerify.LinearAlgebra.Native;

/// <summary>Finds the file that an address of loaded code comes from.</summary>
internal static class LoadedModule
{
    /// <summary>The file that holds <paramref name="address"/>, or <paramref name="otherwise"/> where the system does not tell.</summary>
    public static string PathOf(nint address, string otherwise)
    {
        try
        {
            using Process process = Process.GetCurrentProcess();
            foreach (ProcessModule module in process.Modules)
            {
                if (address >= module.BaseAddress && address < module.BaseAddress + module.ModuleMemorySize)
                {
                    return module.FileName ?? otherwise;
                }
            }
        }
        catch (Exception failure) when (failure is Win32Exception or NotSupportedException or InvalidOperationException)
        {
            return otherwise;
        }

        return otherwise;
    }
}
