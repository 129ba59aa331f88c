// The query page: the workbench where YASGUI has come, else the form as it is.

if ("Yasgui" in window) await import("./workbench/page.js");
else document.getElementById("workbench").remove();
