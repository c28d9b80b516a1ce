using LindbladVerify.Cli;

return await Application.RunAsync(args);
