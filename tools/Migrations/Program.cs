System.Console.WriteLine("Write migrations with: dotnet ef migrations add <Name> --project Data --startup-project tools/Migrations");
